// Live answers: who watches what.

import type { Attendance } from '../client-departure.ts';
import { Problem } from '../problem.ts';
import type { StreamedAnswer } from '../serving/sql.ts';

export type LiveGold = {
  /** Throws a Problem on a bad request, or when there are too many clients. */
  open(
    model: string,
    query: URLSearchParams,
    lastEventId: string | null,
    attendance: Attendance,
  ): Promise<StreamedAnswer>;
};

export function createLiveGold(): LiveGold {
  return {
    open: () => Promise.reject(new Problem(503, 'Not yet', 'live answers are being built')),
  };
}
