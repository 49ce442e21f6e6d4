// The events of a live query as bytes, each made once for all who get it.

import type { Model } from '../gold/model.ts';
import { eventText } from './events.ts';
import type { LiveAnswer } from './live-answer.ts';

export type LiveFrames = {
  rows(): Uint8Array;
  change(groups: Iterable<string>): Uint8Array;
  heartbeat(nowMs: number): Uint8Array;
};

const utf8 = new TextEncoder();

/** `place` is the id of the next event. */
export function createLiveFrames(
  model: Model,
  answer: Pick<LiveAnswer, 'about' | 'rows' | 'rowsOf'>,
  place: () => string | undefined,
): LiveFrames {
  const identity = JSON.stringify(identityColumns(model));
  const frame = (name: string, data: string) => utf8.encode(eventText(name, data, place()));
  return {
    rows: () => frame('rows', `{${answer.about()},"identity":${identity},"rows":[${answer.rows()}]}`),
    change: groups => {
      const { rows, removed } = answer.rowsOf(groups);
      return frame('change', `{${answer.about()},"rows":[${rows}],"removed":[${removed}]}`);
    },
    heartbeat: nowMs => frame('heartbeat', JSON.stringify({ at: new Date(nowMs).toISOString() })),
  };
}

/** Columns that say which row it is: its key, and the start of its window if it shows one. */
function identityColumns({ plan, window, trailing }: Model): string[] {
  return [...plan.key.map(({ name }) => name), ...(window && !trailing ? [window.name] : [])];
}
