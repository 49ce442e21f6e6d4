// A few processes that answer queries, one query each at a time, and the queries that wait for one. A process that was
// ended, or that has answered many queries, is replaced before it is needed.

import { Problem } from '../problem.ts';
import { type QueryProcess, type StartedProcess, startProcess } from './child-process.ts';

export type ProcessPool = {
  /**
   * Calls `use` with a process of its own. When `signal` aborts, the process is ended and this rejects with the reason.
   * Throws a Problem when too many wait already.
   */
  run<T>(signal: AbortSignal, use: (process: QueryProcess) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Memory that a process has not given back is given back by its end. */
const queriesPerProcess = 100;

type Member = StartedProcess & { served: number };

export function createProcessPool({
  processes,
  waiting,
}: {
  processes: number;
  waiting: number;
}): ProcessPool {
  const idle: Member[] = [];
  const members = new Set<Member>();
  const queue: ((member: Member) => void)[] = [];
  let closed = false;

  function start(): Member {
    const member: Member = { ...startProcess(), served: 0 };
    members.add(member);
    void member.gone.then(() => members.delete(member));
    return member;
  }

  /** A member that is free, or made now; null when all are at work. */
  function take(): Member | null {
    for (let member = idle.pop(); member; member = idle.pop()) if (member.isAlive()) return member;
    return members.size < processes ? start() : null;
  }

  function release(member: Member): void {
    member.served += 1;
    if (member.served >= queriesPerProcess) member.process.end();
    if (!member.isAlive()) members.delete(member);
    if (closed) return;
    const next = member.isAlive() ? member : start();
    const waiter = queue.shift();
    if (waiter) waiter(next);
    else idle.push(next);
  }

  function acquire(signal: AbortSignal): Member | Promise<Member> {
    signal.throwIfAborted();
    const member = queue.length === 0 ? take() : null;
    if (member) return member;
    if (queue.length >= waiting) throw tooMany(processes);
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = (given: Member) => {
        signal.removeEventListener('abort', leave);
        resolve(given);
      };
      queue.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    run: async (signal, use) => {
      if (closed) throw new Problem(503, 'Closing', 'this host is closing and answers no more queries');
      const member = await acquire(signal);
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => {
        member.process.end();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      try {
        return await Promise.race([use(member.process), aborted]);
      } finally {
        signal.removeEventListener('abort', abort);
        release(member);
      }
    },
    close: async () => {
      closed = true;
      const all = [...members];
      for (const { process } of all) process.end();
      await Promise.all(all.map(({ gone }) => gone));
    },
  };
}

function tooMany(processes: number): Problem {
  return new Problem(
    503,
    'Too many queries',
    `${processes} queries run at a time, and as many as may wait are waiting: try again in a few seconds`,
    undefined,
    { headers: { 'retry-after': '5' } },
  );
}
