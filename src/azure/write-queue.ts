// Writes that are asked for at the same moment go in one request, each for itself: a basket writes several documents of a
// model, and what a request costs a process is most of what a document costs it.

/** Cosmos DB takes as many operations in a request. */
const maxOperations = 100;

/** Requests on their way at once; what comes meanwhile is gathered for the next. */
const maxInFlight = 2;

export type Write<Operation, Outcome> = {
  operation: Operation;
  /** What the operation's status code means; undefined when it is no answer, as for a throttled one. */
  outcomeOf(status: number): Outcome | undefined;
  /**
   * The same write by itself, which waits, tries again, and fails with an error that says why. It may come after a request
   * that was carried out and whose answer was lost.
   */
  single(): Promise<Outcome>;
};

export type WriteQueue<Operation> = <Outcome>(write: Write<Operation, Outcome>) => Promise<Outcome>;

type Waiting<Operation> = { operation: Operation; settle(status: number | undefined): void };

/**
 * `sendAll` resolves to the status code of each operation, in their order, and may reject. What it leaves open, and a write
 * that waits alone, goes by itself.
 */
export function createWriteQueue<Operation>(
  sendAll: (operations: Operation[]) => Promise<(number | undefined)[]>,
): WriteQueue<Operation> {
  const waiting: Waiting<Operation>[] = [];
  let inFlight = 0;
  let scheduled = false;

  async function send(taken: Waiting<Operation>[]): Promise<void> {
    // Whatever is wrong, each operation finds it out by itself.
    const statuses =
      taken.length === 1 ? [] : await sendAll(taken.map(({ operation }) => operation)).catch(() => []);
    for (const [i, { settle }] of taken.entries()) settle(statuses[i]);
  }

  function flush(): void {
    scheduled = false;
    while (waiting.length > 0 && inFlight < maxInFlight) {
      inFlight += 1;
      void send(waiting.splice(0, maxOperations)).finally(() => {
        inFlight -= 1;
        flush();
      });
    }
  }

  return ({ operation, outcomeOf, single }) =>
    new Promise((resolve, reject) => {
      const settle = (status: number | undefined) => {
        const outcome = status === undefined ? undefined : outcomeOf(status);
        if (outcome === undefined) single().then(resolve, reject);
        else resolve(outcome);
      };
      waiting.push({ operation, settle });
      if (scheduled) return;
      scheduled = true;
      // Everything that this turn of the event loop asks for is in the request.
      setImmediate(flush);
    });
}
