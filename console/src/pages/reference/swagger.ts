// Swagger UI with its styles, in a chunk of its own.

import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import './reference.css';

export default SwaggerUIBundle;
