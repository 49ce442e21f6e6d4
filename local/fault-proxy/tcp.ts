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

/** Keeps the order: what comes later leaves later. A piece waits for its own delay, not for all before it. */
function late(delayMs: () => number): Transform {
  let leftAt = 0;
  return new Transform({
    highWaterMark: 16 * 1024 * 1024,
    transform(piece: Buffer, _encoding, done) {
      const now = performance.now();
      leftAt = Math.max(leftAt, now + delayMs());
      const wait = leftAt - now;
      if (wait <= 0) {
        done(null, piece);
        return;
      }
      // The next piece may come in while this one waits.
      setTimeout(() => this.push(piece), wait);
      done();
    },
    flush(done) {
      setTimeout(done, Math.max(0, leftAt - performance.now()) + 1);
    },
  });
}
