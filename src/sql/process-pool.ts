// A few processes that answer queries, one query each at a time, and the queries that wait for one. A process that was
// ended, or that has answered many queries, is replaced before it is needed.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Problem } from '../serving/problem.ts';
import { type ProcessReply, type ProcessRequest, parseReply, type ReplyOf } from './protocol.ts';

export type QueryProcess = {
  /** Rejects with a ProcessEnded when there is no answer, and with a Failed when the answer is that it cannot be done. */
  ask<Kind extends ProcessReply['kind']>(request: ProcessRequest, expected: Kind): Promise<ReplyOf<Kind>>;
  /** Ends the process at once, whatever it does. */
  end(): void;
};

/** The process is gone: it crashed, or it was ended. */
export class ProcessEnded extends Error {
  override name = 'ProcessEnded';
}

/** DuckDB refuses or gives up. */
export class Failed extends Error {
  override name = 'Failed';
  readonly type: string;
  readonly offset: number | null;
  constructor({ type, message, offset }: ReplyOf<'failed'>) {
    super(message);
    this.type = type;
    this.offset = offset;
  }
}

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

type Member = { process: QueryProcess; gone: Promise<unknown>; isAlive(): boolean; served: number };

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
    const member = startProcess();
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

function startProcess(): Member {
  const file = join(import.meta.dirname, `query-process${extname(import.meta.filename)}`);
  // It gets no settings: they hold keys.
  const child = fork(file, { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let alive = true;
  const gone = once(child, 'exit').catch(() => {});
  void gone.then(() => {
    alive = false;
  });
  const end = () => {
    alive = false;
    child.kill('SIGKILL');
  };
  return { process: { ask: asking(child), end }, gone, isAlive: () => alive, served: 0 };
}

/** Requests to a process, one after another; those made before it is ready wait in its channel. */
function asking(child: ChildProcess): QueryProcess['ask'] {
  let pending: PromiseWithResolvers<ProcessReply> | null = null;
  let ended = false;
  const endedError = () => new ProcessEnded('the process that answered the query has ended');
  child.on('message', message => {
    const reply = parseReply(message);
    if (reply?.kind === 'ready') return;
    if (reply) pending?.resolve(reply);
    else
      pending?.reject(new ProcessEnded('the process that answers the query has said what no process says'));
  });
  const onEnd = () => {
    ended = true;
    pending?.reject(endedError());
  };
  child.once('exit', onEnd);
  child.once('error', onEnd);
  return async (request, expected) => {
    if (ended) throw endedError();
    pending = Promise.withResolvers<ProcessReply>();
    child.send(request, error => {
      if (error) onEnd();
    });
    const reply = await pending.promise;
    if (reply.kind === 'failed') throw new Failed(reply);
    if (!isKind(reply, expected))
      throw new ProcessEnded(`the process answered ${reply.kind}, not ${expected}`);
    return reply;
  };
}

function isKind<Kind extends ProcessReply['kind']>(reply: ProcessReply, kind: Kind): reply is ReplyOf<Kind> {
  return reply.kind === kind;
}
