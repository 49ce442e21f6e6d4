// refine-<source>: makes silver and gold of each batch of a source's hub.

import { registerHubFunctions } from '../src/hub-function.ts';

registerHubFunctions('refine', (platform, batch, host) => platform.refine(batch, host));
