// What ends a call of the SDKs of blobs, the lake and queues that nobody answers: they know no time-out of their own, so a
// connection whose other end is gone would hold its batch, or the committer, until the host ends the whole process.
// Proven by test/faults/.

/** One call with its retries. Azure answers within a second, and throttles within a few. */
const callMs = 20_000;

/** Of what is sent and what is received, 10 MB/s: within a region it is several times that. */
const bytesPerMs = 10_000;

/** The option of one call that moves `bytes`. */
export function inTime(bytes = 0): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(callMs + Math.round(bytes / bytesPerMs)) };
}

/** The largest file that is read before its size is known. */
export const anyFileBytes = 128 * 1024 * 1024;

type Paged<Page> = { byPage(settings: { continuationToken?: string }): AsyncIterableIterator<Page> };

/** A listing whose every page is a call of its own, however long who reads it takes between them. */
export async function* pagesInTime<Page>(
  list: (options: { abortSignal: AbortSignal }) => Paged<Page>,
  tokenOf: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  let continuationToken: string | undefined;
  do {
    const settings = continuationToken ? { continuationToken } : {};
    const { value, done } = await list(inTime()).byPage(settings).next();
    if (done) return;
    yield value;
    continuationToken = tokenOf(value);
  } while (continuationToken);
}
