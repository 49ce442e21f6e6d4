// A landed file's name says that it holds every coordinate from its first to its last, and the ledger believes it. So what a
// trigger hands over with a hole becomes two files, and the hole a gap that the ledger names and repair closes.

/** Parts of what follows one another without a hole. Nearly always one part: all of it. */
export function runsOf<Event extends { sequenceNumber: number }>(
  events: Iterable<Event>,
): [Event, ...Event[]][] {
  const runs: [Event, ...Event[]][] = [];
  let run: [Event, ...Event[]] | undefined;
  for (const event of events) {
    if (run && event.sequenceNumber === (run.at(-1) ?? event).sequenceNumber + 1) {
      run.push(event);
      continue;
    }
    run = [event];
    runs.push(run);
  }
  return runs;
}
