// Sales for the bench of a replay, landed as the platform lands them: bronze, and silver by a rule that refuses some of them.

import { BlobServiceClient } from '@azure/storage-blob';
import { createLakeLanding } from '../src/azure/lake-landing.ts';
import { encodeBronzeFile } from '../src/bronze/bronze-file.ts';
import type { Source } from '../src/catalog/catalog.ts';
import { compileJudge } from '../src/events/judge.ts';
import type { RawEvent } from '../src/events/raw-event.ts';
import { landingPath } from '../src/landing/landing.ts';
import { createMetrics } from '../src/metrics.ts';
import type { Outcome } from '../src/silver/outcome.ts';
import { encodeSegmentFile, segmentMetadata } from '../src/silver/segment-file.ts';

const skus = 500;
const hours = 24 * 7;
const lastMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;

/** Half of all sales are of one SKU; every tenth is of one that the rule refuses by mistake. */
export const isRefused = (n: number) => n % 10 === 9;
export const skuOf = (n: number) =>
  isRefused(n) ? `FRESH-${1_000_000 + (n % skus)}` : `FRE-${100_000 + (n % 2 === 0 ? 0 : (n * 7) % skus)}`;
export const unitsOf = (n: number) => 1 + (n % 5);

/** The n-th of `count` sales of a week, in order of time, at the beginning of its hour as in the bench of rebuilds; its broker's time is of the last hours, as a backfill's is. */
export function saleOf(n: number, count: number): object {
  const soldMs = lastMs + (Math.floor((n / count) * hours) - hours) * 3_600_000;
  const soldAt = new Date(soldMs).toISOString();
  const number = String(n).padStart(10, '0');
  const amount = unitsOf(n) * 100;
  const line = { lineNumber: 1, sku: skuOf(n), quantity: unitsOf(n), unitPriceMinor: 100, discountMinor: 0 };
  return {
    ...{ specversion: '1.0', id: `bench-${number}`, source: '/pos/store/0001/till/1' },
    ...{ type: 'uk.assay.pos.sale', time: soldAt },
    data: {
      ...{ saleId: `S${number}`, storeId: '0001', tillId: '0001-01', soldAt, currency: 'GBP' },
      lines: [{ ...line, amountMinor: amount }],
      totalMinor: amount,
    },
  };
}

const perFile = 20_000;

/** Lands `count` sales in one partition, as if they had come through the hub. */
export async function landSales(
  lake: string,
  source: Source,
  partitionId: string,
  count: number,
): Promise<void> {
  const container = BlobServiceClient.fromConnectionString(lake).getContainerClient('lake');
  const landing = createLakeLanding(container, createMetrics());
  const judge = compileJudge(source);
  const lane = { hub: source.hub, partitionId };
  for (let first = 0; first < count; first += perFile) {
    const last = Math.min(count, first + perFile) - 1;
    const events = Array.from({ length: last - first + 1 }, (_, i) => rawEvent(first + i, count));
    const outcomes = events.map((event): Outcome => {
      const { sequenceNumber, enqueuedTimeMs, body } = event;
      const judgement = judge(event);
      if (judgement.ok === true)
        return { sequenceNumber, enqueuedTimeMs, verdict: 'silver', event: judgement.event };
      return { sequenceNumber, enqueuedTimeMs, verdict: 'quarantined', rejection: judgement.rejection, body };
    });
    const batch = { ...lane, events: events as [RawEvent, ...RawEvent[]] };
    const range = { first, last };
    await landing.put(
      landingPath('bronze', lane, range, Date.now()),
      encodeBronzeFile(batch, Date.now()),
      {},
    );
    await landing.put(
      landingPath('silver', lane, range, Date.now()),
      encodeSegmentFile(lane, outcomes),
      segmentMetadata(outcomes),
    );
  }
}

export function rawEvent(n: number, count: number): RawEvent {
  const enqueuedTimeMs = lastMs - 3_600_000 + Math.floor((n / count) * 3_000_000);
  return {
    ...{ sequenceNumber: n, offset: String(n * 500), enqueuedTimeMs, partitionKey: `key-${n % 97}` },
    ...{ contentType: 'application/cloudevents+json; charset=utf-8', systemProperties: {} },
    properties: { 'produced-at': new Date(enqueuedTimeMs).toISOString() },
    body: Buffer.from(JSON.stringify(saleOf(n, count))),
  };
}
