// The clients of bench:live, a process of their own: they are other people's machines. Told by messages: where to look and for
// what, `reset` to tell what was got since the last time.

import { setTimeout as sleep } from 'node:timers/promises';

export type Readers = { url: string; headers: Record<string, string>; queries: string[]; count: number };

/** `toClientMs`: from when gold was written to when the client had it. */
export type Got = { changes: number; bytes: number; toClientMs: number[] };

const nothing = (): Got => ({ changes: 0, bytes: 0, toClientMs: [] });
let got = nothing();

process.on('message', (message: Readers | 'reset') => {
  if (message === 'reset') {
    process.send?.(got);
    got = nothing();
    return;
  }
  for (let i = 0; i < message.count; i += 1)
    void follow(message, message.queries[i % message.queries.length] ?? '');
});

/** How long an EventSource waits before it comes again. */
const retryMs = 3_000;

/** Reads what comes, and looks at no more than its time and place. Who is refused does not come again. */
async function follow({ url, headers }: Readers, query: string): Promise<void> {
  const [model, search] = query.split('?');
  let lastEventId = '';
  for (;;) {
    try {
      const answer = await fetch(`${url}/api/gold/${model}/changes?${search}`, {
        headers: { ...headers, 'last-event-id': lastEventId },
      });
      if (answer.status === 400) return console.error(`${query} is refused: ${await answer.text()}`);
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) {
        got.bytes += chunk.byteLength;
        const text = decoder.decode(chunk, { stream: true });
        lastEventId = [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? lastEventId;
        for (const [, foldedAt] of text.matchAll(
          /event: change\n(?:id: .*\n)?data: .*?"foldedAt":"([^"]+)"/g,
        )) {
          got.changes += 1;
          got.toClientMs.push(Date.now() - Date.parse(foldedAt ?? ''));
        }
      }
    } catch {
      // The connection broke, as connections do.
    }
    await sleep(retryMs);
  }
}
