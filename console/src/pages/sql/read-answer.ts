// The rows of an answer as they come from the network, in slices that leave the page time to draw.

import { type About, type Column, createRowSplitter, type Row } from './row-splitter.ts';

/** How long rows are parsed before the page may do something else, in milliseconds. */
const sliceMs = 8;

/** How often the rows so far are shown, in milliseconds. */
const showMs = 150;

export type Arrived = { columns: readonly Column[]; rows: Row[] };

/** Calls `arrived` with one growing list of rows, a few times a second. Throws what the stream throws, and for broken JSON. */
export async function readAnswer(
  body: ReadableStream<Uint8Array>,
  arrived: (so: Arrived) => void,
): Promise<Arrived & { about: About }> {
  const splitter = createRowSplitter();
  const decoder = new TextDecoder();
  const rows: Row[] = [];
  const reader = body.getReader();
  let sliceStart = performance.now();
  let shownAt = sliceStart;
  for (;;) {
    const { done, value } = await reader.read();
    for (const row of splitter.push(decoder.decode(value, { stream: !done }))) rows.push(row);
    if (done) break;
    if (performance.now() - sliceStart < sliceMs) continue;
    if (performance.now() - shownAt > showMs) {
      arrived({ columns: splitter.columns() ?? [], rows });
      shownAt = performance.now();
    }
    await aMoment();
    sliceStart = performance.now();
  }
  const about = splitter.end();
  return { columns: splitter.columns() ?? [], rows, about };
}

const aMoment = () => new Promise<void>(resume => setTimeout(resume, 0));
