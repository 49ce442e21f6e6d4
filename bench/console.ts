// What the flow page costs a browser that has it open all day: `node bench/console.ts [--minutes 10] [--rate 579]`. Starts a
// platform with sources, leaves the page alone, and reads memory (after a collection) and CPU from Chromium itself. Ends
// with 1 when memory grows or a tenth of a core is passed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CDPSession } from 'playwright-core';
import { buildConsole } from '../local/platform/console.ts';
import { freePorts } from '../local/platform/local-azure.ts';
import { startPlatform } from '../local/platform/platform.ts';
import { openConsole, startBrowser } from '../test/console/browser/browser.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '579' } },
});
const minutes = Number(values.minutes);
if (!(minutes >= 1)) throw new Error(`--minutes must be a number from 1, not "${values.minutes}"`);

/** More than this over the whole time is growth, and not a collection that did not run. */
const allowedGrowthBytes = 2 * 1024 * 1024;
const allowedCore = 0.1;

type Sample = { atSeconds: number; heapBytes: number; nodes: number; listeners: number; cpuSeconds: number };

async function sample(session: CDPSession, startedMs: number): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find(metric => metric.name === name)?.value ?? 0;
  return {
    atSeconds: Math.round((Date.now() - startedMs) / 1000),
    heapBytes: value('JSHeapUsedSize'),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
    // All that the page's main thread did: scripts, layout, style and paint.
    cpuSeconds: value('TaskDuration'),
  };
}

const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-console-'));
await buildConsole();
const platform = await startPlatform({ dataDir, ports: freePorts, servePort: 0, refineHosts: 1 });
const browser = await startBrowser();
let isWell = false;
try {
  await platform.startSources(['--rate', values.rate], () => {});
  const { page, complaints } = await openConsole(browser, platform.url);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  // What is made once is made: the charts have their first points.
  await sleep(30_000);
  const startedMs = Date.now();
  const samples = [await sample(session, startedMs)];
  for (let minute = 1; minute <= minutes; minute++) {
    await sleep(60_000);
    samples.push(await sample(session, startedMs));
    console.log(JSON.stringify(samples.at(-1)));
  }
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) throw new Error('there is no sample');
  const core = (last.cpuSeconds - first.cpuSeconds) / (last.atSeconds - first.atSeconds);
  const growthBytes = last.heapBytes - first.heapBytes;
  isWell = core < allowedCore && growthBytes < allowedGrowthBytes && last.nodes <= first.nodes * 1.2;
  const result = { minutes, rate: Number(values.rate), core, growthBytes, first, last, complaints, isWell };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await browser.close();
  await platform.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(isWell ? 0 : 1);
