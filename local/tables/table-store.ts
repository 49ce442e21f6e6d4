// The tables and their entities. A transaction is checked whole, then written to the journal, then applied: so
// it happens entirely or not at all, and nobody reads what a crash could take back.
import { mergeProperties, type Properties, storedText } from './entity-properties.ts';
import { ChangeClock, etagOf } from './etag.ts';
import { Journal, type JournalOptions } from './journal.ts';
import type { Change } from './journal-record.ts';
import { OrderedRows, type Row } from './ordered-rows.ts';
import {
  conditionNotSatisfied,
  entityAlreadyExists,
  resourceNotFound,
  TableError,
  tableAlreadyExists,
  tableNotFound,
} from './table-error.ts';

const COMPACT_AT_LEAST_BYTES = 64 * 1024 * 1024;
/** A log is worth compacting when it holds several times the bytes of the rows that live. */
const ASSUMED_ROW_BYTES = 200;
const SNAPSHOT_SLICE_ROWS = 500;

export interface EntityOperation {
  kind: 'insert' | 'replace' | 'merge' | 'delete';
  /** From `compositeKey`. */
  key: string;
  properties?: Properties;
  /** Absent: no condition (replace and merge then insert what is missing); `*`: the entity must exist. */
  ifMatch?: string | undefined;
}

export interface Table {
  name: string;
  rows: OrderedRows;
}

export class TableStore {
  readonly #tables = new Map<string, Table>();
  readonly #clock = new ChangeClock();
  readonly #journal: Journal | undefined;
  #compaction: Promise<void> | undefined;
  #closed = false;

  /** Without `journal` everything is in memory only. */
  constructor(journal?: JournalOptions) {
    this.#journal = journal && Journal.open(journal, change => this.#apply(change));
  }

  /** In name order. */
  tables(): Table[] {
    return [...this.#tables.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, table]) => table);
  }

  /** Table names are case-insensitive. @throws TableError TableNotFound */
  table(name: string): Table {
    const table = this.#tables.get(name.toLowerCase());
    if (!table) throw tableNotFound();
    return table;
  }

  /** @throws TableError TableAlreadyExists, InvalidResourceName */
  createTable(name: string): void {
    if (!/^[A-Za-z][A-Za-z0-9]{2,62}$/.test(name) || name.toLowerCase() === 'tables') {
      throw new TableError(
        400,
        'InvalidResourceName',
        'The specified resource name contains invalid characters.',
      );
    }
    if (this.#tables.has(name.toLowerCase())) throw tableAlreadyExists();
    this.#commit([{ kind: 'T', table: name }]);
  }

  /** @throws TableError TableNotFound */
  deleteTable(name: string): void {
    this.#commit([{ kind: 'X', table: this.table(name).name }]);
  }

  /**
   * All operations or none; each entity at most once.
   * @returns the time of the change: the new Timestamp and etag of every entity written
   * @throws TableError of the first operation that fails; in a transaction (`isBatch`) with its index
   */
  transact(tableName: string, operations: EntityOperation[], isBatch = false): number {
    const table = this.table(tableName);
    const time = this.#clock.next();
    const changes = operations.map((operation, index) => {
      try {
        return planChange(table, operation, time);
      } catch (error) {
        throw isBatch && error instanceof TableError ? error.at(index) : error;
      }
    });
    this.#commit(changes);
    return time;
  }

  /** Waits for a running snapshot, then closes the log. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#compaction;
    this.#journal?.close();
  }

  /** Writes a snapshot now, unless one is being written. */
  async compact(): Promise<void> {
    if (!this.#journal) return;
    this.#compaction ??= this.#journal.compact(this.#everything()).finally(() => {
      this.#compaction = undefined;
    });
    await this.#compaction;
  }

  #commit(changes: Change[]): void {
    if (this.#closed) throw new TableError(503, 'ServerBusy', 'The service is stopping.');
    this.#journal?.append(changes);
    for (const change of changes) this.#apply(change);
    if (this.#journal && !this.#compaction && this.#journal.logBytes > this.#compactAtBytes()) {
      this.compact().catch(error => {
        process.stderr.write(`tables: snapshot failed: ${String(error)}\n`);
      });
    }
  }

  #compactAtBytes(): number {
    let rows = 0;
    for (const table of this.#tables.values()) rows += table.rows.size;
    return Math.max(COMPACT_AT_LEAST_BYTES, 3 * rows * ASSUMED_ROW_BYTES);
  }

  #apply(change: Change): void {
    const id = change.table.toLowerCase();
    switch (change.kind) {
      case 'T':
        if (!this.#tables.has(id)) this.#tables.set(id, { name: change.table, rows: new OrderedRows() });
        return;
      case 'X':
        this.#tables.delete(id);
        return;
      case 'P':
        this.#clock.sawTime(change.time);
        this.#tables.get(id)?.rows.set(change.key, change.time, change.value);
        return;
      case 'D':
        this.#tables.get(id)?.rows.delete(change.key);
        return;
    }
  }

  /** Every table and row, correct although rows change between one item and the next: it re-seeks by key. */
  *#everything(): Generator<Change> {
    for (const table of this.tables()) {
      yield { kind: 'T', table: table.name };
      let from = '';
      for (;;) {
        const slice: Row[] = [];
        for (const row of table.rows.range(from, undefined)) {
          slice.push(row);
          if (slice.length === SNAPSHOT_SLICE_ROWS) break;
        }
        for (const { key, time, value } of slice) yield { kind: 'P', table: table.name, key, time, value };
        const last = slice.at(-1);
        if (!last) break;
        from = `${last.key}\u0000`;
      }
    }
  }
}

function planChange(table: Table, operation: EntityOperation, time: number): Change {
  const { kind, key, properties = {}, ifMatch } = operation;
  const existing = table.rows.get(key);
  if (kind === 'insert') {
    if (existing) throw entityAlreadyExists();
  } else if (ifMatch !== undefined) {
    if (!existing) throw resourceNotFound();
    if (ifMatch !== '*' && ifMatch !== etagOf(existing.time)) throw conditionNotSatisfied();
  }
  if (kind === 'delete') return { kind: 'D', table: table.name, key };
  const merged =
    kind === 'merge' && existing
      ? mergeProperties(JSON.parse(existing.value) as Properties, properties)
      : properties;
  return { kind: 'P', table: table.name, key, time, value: storedText(merged) };
}
