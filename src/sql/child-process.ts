// One process that answers queries, as its parent sees it.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
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

export type StartedProcess = {
  process: QueryProcess;
  /** Resolves when it has ended, for whatever reason. */
  gone: Promise<unknown>;
  isAlive(): boolean;
};

export function startProcess(): StartedProcess {
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
  return { process: { ask: asking(child), end }, gone, isAlive: () => alive };
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
