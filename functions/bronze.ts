// bronze-<source>: lands each batch of a source's hub in the lake, as it came.

import { registerHubFunctions } from '../src/hub-function.ts';

registerHubFunctions('bronze', (platform, batch, host) => platform.landBronze(batch, host));
