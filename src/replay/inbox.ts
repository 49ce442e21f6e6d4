// Backfill: the lines of a file in the lake's inbox become events of a source, each once, however often it is begun.

import type { Source } from '../catalog/catalog.ts';
import { lineOrigin } from '../events/origin.ts';
import type { PublishEvents, PublishedEvent } from './publish.ts';
import { replayedProperties } from './publish.ts';
import { type Replay, ReplayFailed, type StepResult } from './replay.ts';
import type { BackfillRequest } from './request.ts';
import { reachedBy } from './selected.ts';
import { countOutcomes, hasReached, hubReach, type SettleParts } from './settle.ts';

/** A part of a file. `etag` and `size` are of the whole. */
export type FilePart = { content: Uint8Array; etag: string; size: number };

/** Null when there is no such file, or none of that version. */
export type ReadFilePart = (
  path: string,
  part: { offset: number; length: number; etag: string | null },
) => Promise<FilePart | null>;

export type BackfillParts = SettleParts & {
  source: (name: string) => Source;
  /** The partition key that the source gives an event; null when it cannot be told. */
  keyOf: (source: Source, body: Uint8Array) => string | null;
  publish: PublishEvents;
  readFile: ReadFilePart;
  bytesPerStep?: number;
  now?: () => number;
};

type BackfillProgress = {
  etag: string;
  offset: number;
  line: number;
  since: Record<string, number>;
  reach?: Record<string, number>;
};

/** The longest line, too: a hub takes no larger event. */
export const defaultBytesPerStep = 1024 * 1024;
const settleEverySeconds = 3;

export async function backfillStep(
  parts: BackfillParts,
  { id, phase, progress }: Replay,
  request: BackfillRequest,
): Promise<StepResult> {
  const source = parts.source(request.source);
  if (phase === 'begin') {
    const since = await reachedBy(parts.ledger, source.hub);
    const { etag, size } = await readPart(parts, request.path, 0, request.etag);
    const begun: BackfillProgress = { etag, offset: 0, line: 0, since };
    return { phase: 'publish', progress: begun, counts: { bytes: size } };
  }
  const at = progress as BackfillProgress;
  if (phase === 'publish') return publishPart(parts, source, id, request, at);
  if (!(await hasReached(parts, source, at.reach ?? {})))
    return { phase: 'settle', progress: at, waitSeconds: settleEverySeconds };
  const outcomes = await countOutcomes(parts, source, id, at.since);
  return { phase: 'settle', progress: at, counts: outcomes, done: true };
}

async function readPart(
  { readFile, bytesPerStep = defaultBytesPerStep }: BackfillParts,
  path: string,
  offset: number,
  etag: string | null,
): Promise<FilePart> {
  const part = await readFile(path, { offset, length: bytesPerStep, etag });
  if (part) return part;
  throw new ReplayFailed(
    etag === null
      ? `there is no file ${path}`
      : `${path} is gone or was changed: this replay is of version ${etag}`,
  );
}

async function publishPart(
  parts: BackfillParts,
  source: Source,
  replay: string,
  { path }: BackfillRequest,
  at: BackfillProgress,
): Promise<StepResult> {
  const { content, size } = await readPart(parts, path, at.offset, at.etag);
  const isLast = at.offset + content.byteLength >= size;
  const { lines, taken } = wholeLines(content, isLast);
  if (taken === 0 && !isLast)
    throw new ReplayFailed(
      `${path}: line ${at.line + 1} is longer than ${parts.bytesPerStep ?? defaultBytesPerStep} bytes`,
    );
  const nowMs = (parts.now ?? Date.now)();
  const events = lines.flatMap((body, i): PublishedEvent[] => {
    if (Buffer.from(body).toString('utf8').trim() === '') return [];
    const origin = lineOrigin(path, at.etag, at.line + i + 1);
    const key = parts.keyOf(source, body);
    const contentType =
      source.encoding === 'cloudevents' ? 'application/cloudevents+json; charset=utf-8' : 'application/json';
    return [
      {
        to: key === null ? { partitionId: String((at.line + i) % source.partitions) } : { partitionKey: key },
        contentType,
        body,
        properties: replayedProperties({}, { replay, origin, nowMs }),
      },
    ];
  });
  const { tooLarge } = await parts.publish(source.hub, events);
  const next = { ...at, offset: at.offset + taken, line: at.line + lines.length };
  const counts = { published: events.length - tooLarge.length, 'too large': tooLarge.length };
  if (!isLast) return { phase: 'publish', progress: next, counts };
  return { phase: 'settle', progress: { ...next, reach: await hubReach(parts, source) }, counts };
}

/** The lines that are there whole, without their ends, and how many bytes they take. */
function wholeLines(content: Uint8Array, isLast: boolean): { lines: Uint8Array[]; taken: number } {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, from)) {
    lines.push(content.subarray(from, content[end - 1] === 13 && end > from ? end - 1 : end));
    from = end + 1;
  }
  if (!isLast) return { lines, taken: from };
  if (from < content.byteLength) lines.push(content.subarray(from));
  return { lines, taken: content.byteLength };
}
