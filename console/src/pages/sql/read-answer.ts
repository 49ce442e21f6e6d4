// The rows of an answer as they come from the network, in slices that leave the page time to draw.

import { type About, type Column, createRowSplitter, type Row } from './row-splitter.ts';

/** How long rows are parsed before the page may do something else, in milliseconds. */
const sliceMs = 8;

export type Arrived = { columns: readonly Column[]; rows: Row[] };

/** Calls `arrived` with one growing list of rows, at most once a slice. Throws what the stream throws, and for broken JSON. */
export async function readAnswer(
  body: ReadableStream<Uint8Array>,
  arrived: (so: Arrived) => void,
): Promise<Arrived & { about: About }> {
  const splitter = createRowSplitter();
  const decoder = new TextDecoder();
  const rows: Row[] = [];
  const reader = body.getReader();
  let sliceStart = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    for (const row of splitter.push(decoder.decode(value, { stream: !done }))) rows.push(row);
    if (done) break;
    if (performance.now() - sliceStart < sliceMs) continue;
    arrived({ columns: splitter.columns() ?? [], rows });
    await aMoment();
    sliceStart = performance.now();
  }
  const about = splitter.end();
  return { columns: splitter.columns() ?? [], rows, about };
}

const aMoment = () => new Promise<void>(resume => setTimeout(resume, 0));
