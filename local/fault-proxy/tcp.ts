// Connections that are passed on byte by byte, late, or not at all.

import { connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Takes what the client sends, and nothing ever comes back. */
export type Silence = () => void;

/** Passes a connection on to a port of this machine; `delayMs` is asked for every piece of an answer. */
export function passOn(client: Socket, port: number, delayMs: () => number): Silence {
  const upstream = connect({ host: '127.0.0.1', port, noDelay: true });
  client.setNoDelay(true);
  const destroyBoth = () => {
    client.destroy();
    upstream.destroy();
  };
  for (const socket of [client, upstream]) {
    socket.on('error', destroyBoth);
    socket.on('close', destroyBoth);
  }
  client.pipe(upstream);
  const answers = late(delayMs);
  upstream.pipe(answers).pipe(client);
  return () => {
    answers.unpipe(client);
    upstream.off('close', destroyBoth);
    upstream.destroy();
    fallSilent(client);
  };
}

export function fallSilent(client: Socket): void {
  client.unpipe();
  client.resume();
}

/**
 * A stream: what came later never leaves earlier, however late a timer is. A piece waits for its own delay, not for all
 * before it. (One timer a piece would not do: when it is overdue, the next piece, whose wait is over too, passes it, and the
 * bytes that a client reads are then none that a service ever sent.)
 */
function late(delayMs: () => number): Transform {
  const waiting: { piece: Buffer; leavesAt: number }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let whenEmpty: (() => void) | undefined;
  const release = (stream: Transform): void => {
    timer = undefined;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const wait = next.leavesAt - performance.now();
      if (wait > 0) {
        timer = setTimeout(release, Math.ceil(wait), stream);
        return;
      }
      waiting.shift();
      stream.push(next.piece);
    }
    whenEmpty?.();
  };
  return new Transform({
    highWaterMark: 16 * 1024 * 1024,
    transform(piece: Buffer, _encoding, done) {
      waiting.push({ piece, leavesAt: performance.now() + delayMs() });
      if (timer === undefined) release(this);
      // The next piece may come in while this one waits.
      done();
    },
    flush(done) {
      if (waiting.length === 0) done();
      else whenEmpty = done;
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
  });
}
