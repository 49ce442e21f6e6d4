// Events out of a file: a line is `{"type": …, "data": {…}}`, with `id` and `source` where they are known, or, when all are of
// one type, the data alone.

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { isObject, type JsonObject } from '../../src/json.ts';
import type { OutgoingEvent } from '../../src/producer/frame.ts';

export type Line = { number: number; event: OutgoingEvent } | { number: number; problem: string };

/** Empty lines are passed over. */
export async function* readEvents(
  input: NodeJS.ReadableStream,
  source: string,
  type: string | undefined,
): AsyncGenerator<Line> {
  let number = 0;
  for await (const text of createInterface({ input })) {
    number += 1;
    if (text.trim() !== '') yield readLine(text, number, source, type);
  }
}

function readLine(text: string, number: number, source: string, type: string | undefined): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { number, problem: `it is not JSON: ${error instanceof Error ? error.message : error}` };
  }
  if (!isObject(json)) return { number, problem: 'it is JSON but not an object' };
  const event: JsonObject = type === undefined ? json : { type, data: json };
  if (typeof event.type !== 'string' || !isObject(event.data))
    return { number, problem: 'it must have a "type" and its "data", or all lines a --type' };
  return {
    number,
    event: {
      ...{ type: event.type, data: event.data },
      id: typeof event.id === 'string' ? event.id : randomUUID(),
      source: typeof event.source === 'string' ? event.source : `/${source}`,
    },
  };
}
