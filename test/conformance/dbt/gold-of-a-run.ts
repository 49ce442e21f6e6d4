// A run of the whole platform, whose gold dbt builds again.

import { join } from 'node:path';
import { freePorts } from '../../../local/platform/local-azure.ts';
import { startPlatform, waitForLedger } from '../../../local/platform/platform.ts';
import type { Context } from '../context.ts';
import { dbtBuildsOurGold } from './dbt-builds-our-gold.ts';

/** Ten seconds of all sources, and rest. */
export async function goldOfARunIsDbts(context: Context): Promise<void> {
  const folder = join(context.folder, 'gold-of-a-run');
  const platform = await startPlatform({
    dataDir: join(folder, 'platform'),
    ports: freePorts,
    servePort: 0,
    refineHosts: 1,
    settings: { ASSAY_SEGMENT_MAX_AGE_MS: '1000' },
  });
  try {
    let acknowledged = 0;
    const sources = await platform.startSources(['--rate', '300', '--for', '10'], line => {
      if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
    });
    const how = await sources.ended;
    if (how !== 'ended with code 0') throw new Error(`the sources ${how}`);
    await waitForLedger(platform, acknowledged, 120_000);
    await dbtBuildsOurGold({ ...context, folder }, platform.azure.settings);
  } finally {
    await platform.stop();
  }
}
