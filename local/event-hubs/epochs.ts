// Who may read one partition in one consumer group: a higher or equal epoch takes over, a lower one is
// refused, and readers without an epoch (at most five) are not let in beside one that has it.
import {
  type AmqpFault,
  disconnectedByEpoch,
  epochExists,
  lowerEpoch,
  tooManyReceivers,
} from './amqp-errors.ts';

const MAX_RECEIVERS = 5;

export interface Reader {
  name: string;
  /** Undefined for a reader without an epoch. */
  epoch: number | undefined;
  disconnect(fault: AmqpFault): void;
}

export class ReaderGroup {
  #readers = new Set<Reader>();

  /** Lets the reader in (disconnecting those it displaces) or returns why not. */
  admit(reader: Reader): AmqpFault | undefined {
    const { epoch, name } = reader;
    const holder = [...this.#readers].find(other => other.epoch !== undefined);
    if (epoch === undefined) {
      if (holder?.epoch !== undefined) return epochExists(holder.epoch);
      if (this.#readers.size >= MAX_RECEIVERS) return tooManyReceivers(MAX_RECEIVERS);
    } else {
      if (holder?.epoch !== undefined && holder.epoch > epoch) {
        return lowerEpoch(holder.name, holder.epoch, name, epoch);
      }
      for (const other of this.#readers) {
        other.disconnect(disconnectedByEpoch(other.name, other.epoch ?? 0, name, epoch));
      }
      this.#readers.clear();
    }
    this.#readers.add(reader);
    return undefined;
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
  }
}
