// A sample of what lies in quarantine, as the API tells it.

import { opened } from '../../api/client.ts';

export type Quarantined = {
  partitionId: string;
  sequenceNumber: number;
  enqueuedAt: string;
  reason: string;
  detail: string;
  /** Into the body; empty for the whole of it. */
  pointer: string;
  body: { encoding: 'utf8' | 'base64'; content: string; bytes: number; truncated: boolean };
};

/** `next` asks for what is older; null where there is nothing older. */
export type QuarantineSample = { events: Quarantined[]; next: string | null };

const limit = 20;

export async function readQuarantine(
  signal: AbortSignal,
  source: string,
  before: string | undefined,
): Promise<QuarantineSample> {
  const query = new URLSearchParams({ limit: String(limit), ...(before === undefined ? {} : { before }) });
  const path = `/sources/${encodeURIComponent(source)}/quarantine?${query}`;
  const answer = await opened(path, { signal, cache: 'no-cache' });
  return (await answer.json()) as QuarantineSample;
}
