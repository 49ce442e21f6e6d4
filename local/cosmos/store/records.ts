// Records of the journal, one line each (several, with tabs between, for a transaction). JSON text holds neither
// raw tabs nor line feeds, so both can separate.
//   P<container> <rid> <lsn> <ts> <document>     R<container> <lsn> <[key, id]>
//   D<database definition>   d<number>           C<container definition>   c<number>   E (end of a snapshot)
import type { Document } from '../json.ts';
import type { Item } from './item.ts';

export type DatabaseRecord = { number: number; definition: Document };
export type ContainerRecord = {
  number: number;
  database: number;
  definition: Document;
  throughput: number | undefined;
  lsn: number;
};

export type Record =
  | { kind: 'put'; container: number; rid: number; lsn: number; timestamp: number; text: string }
  | { kind: 'delete'; container: number; lsn: number; key: string; id: string }
  | { kind: 'database'; value: DatabaseRecord }
  | { kind: 'dropDatabase'; number: number }
  | { kind: 'container'; value: ContainerRecord }
  | { kind: 'dropContainer'; number: number }
  | { kind: 'end' };

export function putRecord(container: number, item: Item): string {
  return `P${container} ${item.rid} ${item.lsn} ${item.timestamp} ${item.text}`;
}

export function deleteRecord(container: number, lsn: number, key: string, id: string): string {
  return `R${container} ${lsn} ${JSON.stringify([key, id])}`;
}

export function databaseRecord(value: DatabaseRecord): string {
  return `D${JSON.stringify(value)}`;
}

export function containerRecord(value: ContainerRecord): string {
  return `C${JSON.stringify(value)}`;
}

/** Reads one record. @throws Error when it is none */
export function parseRecord(text: string): Record {
  const rest = text.slice(1);
  switch (text[0]) {
    case 'P': {
      const [container, rid, lsn, timestamp] = rest.split(' ', 4).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      return { kind: 'put', container, rid, lsn, timestamp, text: rest.slice(rest.indexOf('{')) };
    }
    case 'R': {
      const [container, lsn] = rest.split(' ', 2).map(Number) as [number, number];
      const [key, id] = JSON.parse(rest.slice(rest.indexOf('['))) as [string, string];
      return { kind: 'delete', container, lsn, key, id };
    }
    case 'D':
      return { kind: 'database', value: JSON.parse(rest) as DatabaseRecord };
    case 'd':
      return { kind: 'dropDatabase', number: Number(rest) };
    case 'C':
      return { kind: 'container', value: JSON.parse(rest) as ContainerRecord };
    case 'c':
      return { kind: 'dropContainer', number: Number(rest) };
    case 'E':
      return { kind: 'end' };
    default:
      throw new Error(`Unknown journal record: ${text.slice(0, 40)}`);
  }
}
