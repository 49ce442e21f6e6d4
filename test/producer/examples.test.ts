// docs/examples/, which the README sends: three good sales each, and one whose total is wrong.

import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEvents } from '../../scripts/produce/read-events.ts';
import { compileJudge } from '../../src/events/judge.ts';
import { readCatalog } from '../../src/package-files.ts';
import { createProducer } from '../../src/producer/producer.ts';

const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples');

function pos() {
  const source = readCatalog().sources.find(({ name }) => name === 'pos');
  if (!source) throw new Error('the catalog has no source "pos"');
  return source;
}

test('pos-events.ndjson are bodies as they come out of the hub', () => {
  const judge = compileJudge(pos());
  const lines = readFileSync(join(examples, 'pos-events.ndjson'), 'utf8').trim().split('\n');
  const verdicts = lines.map(line =>
    judge({
      ...{
        sequenceNumber: 0,
        offset: '',
        partitionKey: null,
        systemProperties: {},
        enqueuedTimeMs: Date.now(),
      },
      ...{ body: Buffer.from(line), contentType: 'application/cloudevents+json', properties: {} },
    }),
  );
  expect(verdicts.slice(0, 3)).toEqual(Array(3).fill(expect.objectContaining({ ok: true })));
  expect(verdicts.slice(3)).toMatchObject([{ ok: false, rejection: { reason: 'expectation_failed' } }]);
});

test('pos-sales.ndjson are events of a type, which are still to be framed', async () => {
  const prepare = createProducer<Record<string, never>>(pos());
  const prepared = [];
  for await (const line of readEvents(
    createReadStream(join(examples, 'pos-sales.ndjson')),
    'pos',
    undefined,
  )) {
    if ('problem' in line) throw new Error(line.problem);
    prepared.push(prepare(line.event as never));
  }
  expect(prepared.map(({ ok }) => ok)).toEqual([true, true, true, false]);
});
