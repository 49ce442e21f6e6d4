import { expect, test } from 'vitest';
import type { GoldDocument } from '../../src/gold/document.ts';
import { createLiveAnswer } from '../../src/live/live-answer.ts';
import { parseLiveRequest } from '../../src/live/live-request.ts';
import { readModels } from '../../src/package-files.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 26, 12);

test('what Cosmos DB deletes leaves an answer whose windows are fixed, though no change says so', () => {
  const model = readModels().find(({ name }) => name === 'sales_velocity');
  if (!model) throw new Error('there is no sales_velocity');
  const [from, to] = [startMs, startMs + hourMs].map(at => new Date(at).toISOString());
  const query = new URLSearchParams({ sku: 'A', from: from ?? '', to: to ?? '' });
  const request = parseLiveRequest(model, query, startMs + hourMs);
  const answer = createLiveAnswer(model, request);
  answer.moveTo(startMs + hourMs);
  expect(request.nextReachMs(startMs + hourMs), 'no window comes any more').toBe(Number.POSITIVE_INFINITY);
  const document: GoldDocument = {
    ...{ id: String(startMs).padStart(14, '0'), pk: 'A', key: { sku: 'A' }, span: startMs },
    ...{ w: { 'pos-0': 1 }, s: {}, at: startMs, ttl: 7_200 },
  };
  answer.put(document);
  expect([answer.documentCount(), answer.expiresMs()]).toEqual([1, startMs + 2 * hourMs]);
  answer.moveTo(startMs + 2 * hourMs);
  expect([answer.documentCount(), answer.expiresMs()]).toEqual([0, Number.POSITIVE_INFINITY]);
});
