// The account: databases and their containers, created, listed and dropped, and rebuilt from a journal.
import { conflict, notFound } from '../errors.ts';
import type { Document } from '../json.ts';
import { databaseRid } from '../resource-id.ts';
import { Container } from './container.ts';
import { etagOf } from './item.ts';
import type { Journal } from './journal.ts';
import { containerRecord, databaseRecord, type Record } from './records.ts';

export class Database {
  readonly number: number;
  readonly definition: Document;
  readonly containers = new Map<string, Container>();
  readonly self: string;

  constructor(number: number, definition: Document) {
    this.number = number;
    this.definition = definition;
    this.self = `dbs/${databaseRid(number)}/`;
  }

  /** @throws 404 */
  container(name: string): Container {
    const container = this.containers.get(name);
    if (container === undefined) throw notFound(`container ${name}`);
    return container;
  }
}

export class Account {
  readonly databases = new Map<string, Database>();
  /** RU/s set on a container, by container number. */
  readonly throughputs = new Map<number, number>();
  private readonly journal: Journal;
  private readonly byNumber = new Map<number, Container>();
  private last = 0;

  constructor(journal: Journal) {
    this.journal = journal;
  }

  /** @throws 404 */
  database(name: string): Database {
    const database = this.databases.get(name);
    if (database === undefined) throw notFound(`database ${name}`);
    return database;
  }

  *containers(): Generator<Container> {
    yield* this.byNumber.values();
  }

  /** @throws 409 */
  createDatabase(name: string): Database {
    if (this.databases.has(name)) throw conflict(`database ${name}`);
    this.last += 1;
    const rid = databaseRid(this.last);
    const definition = stamped({
      id: name,
      _rid: rid,
      _self: `dbs/${rid}/`,
      _colls: 'colls/',
      _users: 'users/',
    });
    const database = new Database(this.last, definition);
    this.databases.set(name, database);
    this.journal.record(databaseRecord(database));
    return database;
  }

  dropDatabase(name: string): void {
    const { number } = this.database(name);
    this.removeDatabase(number);
    this.journal.record(`d${number}`);
  }

  /** Adds a container. The definition is checked by the caller. @throws 409 */
  createContainer(database: Database, definition: Document, throughput: number | undefined): Container {
    const name = String(definition.id);
    if (database.containers.has(name)) throw conflict(`container ${name}`);
    this.last += 1;
    const container = this.addContainer(database, this.last, definition);
    container.definition = stamped({
      ...definition,
      _rid: container.rid,
      _self: container.self,
      ...{
        _docs: 'docs/',
        _sprocs: 'sprocs/',
        _triggers: 'triggers/',
        _udfs: 'udfs/',
        _conflicts: 'conflicts/',
      },
    });
    if (throughput !== undefined) this.throughputs.set(container.number, throughput);
    this.recordContainer(database, container);
    return container;
  }

  replaceContainer(database: Database, container: Container, changed: Document): void {
    container.redefine(stamped({ ...container.definition, ...changed }));
    this.recordContainer(database, container);
  }

  setThroughput(database: Database, container: Container, throughput: number): void {
    this.throughputs.set(container.number, throughput);
    this.recordContainer(database, container);
  }

  dropContainer(database: Database, name: string): void {
    const { number } = database.container(name);
    this.removeContainer(number);
    this.journal.record(`c${number}`);
  }

  /** Applies one record of a journal. */
  apply(record: Record): void {
    switch (record.kind) {
      case 'put':
        this.byNumber.get(record.container)?.restore(record.rid, record.lsn, record.timestamp, record.text);
        return;
      case 'delete':
        this.byNumber.get(record.container)?.forget(record.lsn, record.key, record.id);
        return;
      case 'database':
        this.applyDatabase(record.value.number, record.value.definition);
        return;
      case 'dropDatabase':
        this.removeDatabase(record.number);
        return;
      case 'container':
        this.applyContainer(record.value);
        return;
      case 'dropContainer':
        this.removeContainer(record.number);
        return;
      case 'end':
    }
  }

  /** The definitions as records, for a snapshot. */
  *definitions(): Generator<string> {
    for (const database of this.databases.values()) {
      yield databaseRecord(database);
      for (const container of database.containers.values()) yield this.containerText(database, container);
    }
  }

  private recordContainer(database: Database, container: Container): void {
    this.journal.record(this.containerText(database, container));
  }

  private containerText(database: Database, { number, definition, lsn }: Container): string {
    const throughput = this.throughputs.get(number);
    return containerRecord({ number, database: database.number, definition, throughput, lsn });
  }

  private addContainer(database: Database, number: number, definition: Document): Container {
    const container = new Container(database.number, database.self, number, definition, this.journal);
    database.containers.set(String(definition.id), container);
    this.byNumber.set(number, container);
    return container;
  }

  private applyDatabase(number: number, definition: Document): void {
    this.last = Math.max(this.last, number);
    if (this.databaseNumbered(number) !== undefined) return;
    this.databases.set(String(definition.id), new Database(number, definition));
  }

  private applyContainer(value: Extract<Record, { kind: 'container' }>['value']): void {
    this.last = Math.max(this.last, value.number);
    if (value.throughput !== undefined) this.throughputs.set(value.number, value.throughput);
    const existing = this.byNumber.get(value.number);
    if (existing !== undefined) {
      existing.redefine(value.definition);
      return;
    }
    const database = this.databaseNumbered(value.database);
    if (database === undefined) return;
    this.addContainer(database, value.number, value.definition).lsn = value.lsn;
  }

  private databaseNumbered(number: number): Database | undefined {
    for (const database of this.databases.values()) if (database.number === number) return database;
    return undefined;
  }

  private removeDatabase(number: number): void {
    const database = this.databaseNumbered(number);
    if (database === undefined) return;
    for (const container of database.containers.values()) this.removeContainer(container.number);
    this.databases.delete(String(database.definition.id));
  }

  private removeContainer(number: number): void {
    const container = this.byNumber.get(number);
    if (container === undefined) return;
    this.byNumber.delete(number);
    this.throughputs.delete(number);
    for (const database of this.databases.values()) {
      const name = String(container.definition.id);
      if (database.containers.get(name) === container) database.containers.delete(name);
    }
  }
}

let version = 0;

function stamped(definition: Document): Document {
  const timestamp = Math.floor(Date.now() / 1000);
  version += 1;
  return { ...definition, _etag: etagOf(version, timestamp), _ts: timestamp };
}
