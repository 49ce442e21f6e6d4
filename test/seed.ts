// Property tests begin with one seed, so that a run that passed passes again; `SEED=$RANDOM npm test` looks elsewhere.

import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.SEED ?? 20_261_126) });
