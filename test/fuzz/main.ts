// Millions of mutated envelopes and frames: `npm run fuzz -- [--events 5000000] [--seed n]`. None may throw, take longer than a
// second, or be accepted with rows that its bytes do not have. Tells the seed, and the bytes of the first that does.

import { parseArgs } from 'node:util';
import { compileJudge } from '../../src/events/judge.ts';
import { sales, stock } from '../events/sources.ts';
import { faultOf } from './judgements.ts';
import { mutate, salesEvents, stockEvents } from './mutations.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '5000000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const total = Number(values.events);
const progressEvery = 500_000;
const slowMs = 1_000;

/** mulberry32: the same seed makes the same events. */
function seeded(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = seeded(seed);
const kinds = [
  { judge: compileJudge(sales), events: salesEvents },
  { judge: compileJudge(stock), events: stockEvents },
];
const counts = new Map<string, number>();
console.log(`seed ${seed}, ${total} events`);
for (let i = 0; i < total; i++) {
  const { judge, events } = kinds[i % 2] as (typeof kinds)[number];
  const event = mutate(events[Math.floor(random() * events.length)] as (typeof events)[number], random);
  try {
    const started = performance.now();
    const judgement = judge(event);
    const fault = performance.now() - started > slowMs ? 'it took too long' : faultOf(event, judgement);
    if (fault !== null) throw new Error(fault);
    const verdict = judgement.ok === true ? 'accepted' : judgement.rejection.reason;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  } catch (error) {
    const { body, properties, contentType } = event;
    console.error({ seed, i, body: Buffer.from(body).toString('base64'), properties, contentType, error });
    process.exit(1);
  }
  if ((i + 1) % progressEvery === 0) console.log(`${i + 1}: ${JSON.stringify(Object.fromEntries(counts))}`);
}
console.log(JSON.stringify(Object.fromEntries(counts), null, 2));
