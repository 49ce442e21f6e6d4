// Idempotent producers: each numbers its records by partition, so that a batch that is sent again is answered and not
// stored again, and one that would leave a gap is refused. Proven by producers.test.ts.
import { ErrorCode } from './error-codes.ts';
import type { ProducedBatch } from './record-batch.ts';
import { RecordError } from './record-error.ts';
import type { StateJournal } from './state-journal.ts';

/** As many as a client may have on the way at once. */
const BATCHES_KEPT = 5;
/** Producers and partitions that are remembered; those that were silent longest are forgotten first. */
const MAX_PRODUCERS = 10_000;
const SEQUENCE_END = 0x7fff_ffff;

export interface Stored {
  baseOffset: number;
  /** Epoch ms. */
  appendTime: number;
}

interface Batch {
  first: number;
  last: number;
  stored: Promise<Stored>;
}

interface Producer {
  epoch: number;
  batches: Batch[];
}

type KeptProducer = { epoch: number; batches: [first: number, last: number, stored: Stored][] };

export class Producers {
  #journal: StateJournal;
  #producers = new Map<string, Producer>();

  /** `endOf` tells the next offset of a partition: what a crash took out of the log was not stored after all. */
  constructor(journal: StateJournal, endOf: (topic: string, partition: number) => number) {
    this.#journal = journal;
    for (const [[, topic, partition, id], value] of journal.entries('producer')) {
      const { epoch, batches } = value as KeptProducer;
      const end = endOf(topic ?? '', Number(partition));
      const stored = batches.filter(([, , { baseOffset }]) => baseOffset < end);
      this.#producers.set(`${topic}/${partition}/${id}`, {
        epoch,
        batches: stored.map(([first, last, at]) => ({ first, last, stored: Promise.resolve(at) })),
      });
    }
  }

  /** An id that was never given out, also not before a restart. */
  newId(): number {
    const id = Number(this.#journal.get('next-producer-id') ?? 1);
    this.#journal.set(['next-producer-id'], id + 1);
    return id;
  }

  /**
   * Stores the batch by `append`, or answers with where it was stored before. Throws RecordError when its numbers do not
   * follow on, and what `append` rejects with.
   */
  async store(
    topic: string,
    partition: number,
    batch: ProducedBatch,
    append: () => Promise<Stored>,
  ): Promise<Stored> {
    if (batch.producerId < 0) return append();
    const key = ['producer', topic, String(partition), String(batch.producerId)];
    const name = key.slice(1).join('/');
    const first = batch.baseSequence;
    const last = add(first, batch.records.length - 1);
    const known = this.#producers.get(name);
    const before = known?.batches.find(kept => kept.first === first && kept.last === last);
    if (known?.epoch === batch.producerEpoch && before !== undefined) return before.stored;
    refuseGaps(known, batch);
    const producer =
      known?.epoch === batch.producerEpoch ? known : { epoch: batch.producerEpoch, batches: [] };
    const entry = { first, last, stored: append() };
    this.#remember(name, producer);
    producer.batches = [...producer.batches, entry].slice(-BATCHES_KEPT);
    try {
      const stored = await entry.stored;
      const batches = await Promise.all(
        producer.batches.slice(0, producer.batches.indexOf(entry) + 1).map(async kept => {
          return [kept.first, kept.last, await kept.stored] as const;
        }),
      );
      this.#journal.set(key, { epoch: producer.epoch, batches });
      return stored;
    } catch (error) {
      producer.batches = producer.batches.filter(kept => kept !== entry);
      throw error;
    }
  }

  #remember(name: string, producer: Producer): void {
    this.#producers.delete(name);
    this.#producers.set(name, producer);
    const [oldest] = this.#producers.keys();
    if (oldest === undefined || this.#producers.size <= MAX_PRODUCERS) return;
    this.#producers.delete(oldest);
    this.#journal.set(['producer', ...oldest.split('/')], undefined);
  }
}

/** A producer that is not known here may begin anywhere: what it sent before may have been forgotten. */
function refuseGaps(known: Producer | undefined, { producerEpoch, baseSequence }: ProducedBatch): void {
  const newest = known?.batches.at(-1);
  if (known === undefined || newest === undefined) return;
  if (producerEpoch < known.epoch)
    throw new RecordError(ErrorCode.invalidProducerEpoch, `epoch ${producerEpoch} after ${known.epoch}`);
  const next = producerEpoch > known.epoch ? 0 : add(newest.last, 1);
  if (baseSequence !== next)
    throw new RecordError(ErrorCode.outOfOrderSequenceNumber, `sequence ${baseSequence} instead of ${next}`);
}

/** Sequence numbers go from 0 to 2^31 - 1 and begin again. */
function add(sequence: number, count: number): number {
  return (sequence + count) % (SEQUENCE_END + 1);
}
