// Actions as they are read, from the JSON of a commit or the rows of a checkpoint: checked, with the defaults that the
// protocol leaves to readers, and without fields that this code does not know ("Clients must ignore such fields").

import type { Action, AddFile, Metadata, Protocol, RemoveFile, Transaction } from './actions.ts';
import { DeltaError } from './errors.ts';

/** Null for an action that changes no state that we keep. Throws a DeltaError that says where. */
export function parseAction(value: unknown, where: string, file: string): Action | null {
  const { fields } = reader(value, where, file);
  for (const [kind, parse] of parsers) {
    const inner = fields[kind];
    if (inner !== null && inner !== undefined) return parse(reader(inner, `${where}, ${kind}`, file));
  }
  return null;
}

const parsers = new Map<string, (read: Reader) => Action>([
  ['add', read => ({ add: toAdd(read) })],
  ['remove', read => ({ remove: toRemove(read) })],
  ['txn', read => ({ txn: toTransaction(read) })],
  ['metaData', read => ({ metaData: toMetadata(read) })],
  ['protocol', read => ({ protocol: toProtocol(read) })],
  ['commitInfo', read => ({ commitInfo: read.fields })],
]);

function toAdd(read: Reader): AddFile {
  if (read.fields.deletionVector)
    throw read.fail('has a deletion vector, which is not supported', 'unsupported');
  return {
    path: read.text('path'),
    partitionValues: read.map('partitionValues') ?? {},
    size: read.number('size'),
    modificationTime: read.optionalNumber('modificationTime') ?? 0,
    dataChange: read.fields.dataChange !== false,
    stats: read.optionalText('stats'),
    tags: read.map('tags'),
  };
}

function toRemove(read: Reader): RemoveFile {
  return {
    path: read.text('path'),
    deletionTimestamp: read.optionalNumber('deletionTimestamp'),
    dataChange: read.fields.dataChange !== false,
    extendedFileMetadata: read.fields.extendedFileMetadata === true ? true : undefined,
    partitionValues: read.map('partitionValues'),
    size: read.optionalNumber('size'),
    tags: read.map('tags'),
  };
}

function toTransaction(read: Reader): Transaction {
  return {
    appId: read.text('appId'),
    version: read.number('version'),
    lastUpdated: read.optionalNumber('lastUpdated'),
  };
}

function toMetadata(read: Reader): Metadata {
  const format = read.fields.format as Partial<Metadata['format']> | null | undefined;
  return {
    id: read.optionalText('id') ?? '',
    name: read.optionalText('name'),
    description: read.optionalText('description'),
    format: { provider: format?.provider ?? 'parquet', options: format?.options ?? {} },
    schemaString: read.text('schemaString'),
    partitionColumns: read.list('partitionColumns') ?? [],
    configuration: (read.map('configuration') as Metadata['configuration'] | undefined) ?? {},
    createdTime: read.optionalNumber('createdTime'),
  };
}

function toProtocol(read: Reader): Protocol {
  return {
    minReaderVersion: read.number('minReaderVersion'),
    minWriterVersion: read.number('minWriterVersion'),
    readerFeatures: read.list('readerFeatures'),
    writerFeatures: read.list('writerFeatures'),
  };
}

type Reader = ReturnType<typeof reader>;

/** Reads the fields of a JSON object or of a Parquet struct, where a null is a field that is not given. */
function reader(value: unknown, where: string, file: string) {
  const fail = (what: string, code: 'corrupt' | 'unsupported' = 'corrupt') =>
    new DeltaError(code, `${where} ${what}`, { file });
  if (typeof value !== 'object' || value === null) throw fail('is not an object');
  const fields = value as Record<string, unknown>;
  const optionalNumber = (name: string): number | undefined => {
    const field = fields[name];
    if (typeof field !== 'number' && typeof field !== 'bigint') return undefined;
    const number = Number(field);
    // A number that has lost digits would be wrong, and wrong again in our next checkpoint.
    if (Number.isSafeInteger(number)) return number;
    throw fail(`has the ${name} ${field}, which is not exact beyond 2^53`, 'unsupported');
  };
  const required = <T>(name: string, field: T | undefined): T => {
    if (field === undefined) throw fail(`lacks ${name}, which the protocol requires`);
    return field;
  };
  const optionalText = (name: string) => {
    const field = fields[name];
    return typeof field === 'string' ? field : undefined;
  };
  return {
    fields,
    fail,
    optionalNumber,
    optionalText,
    number: (name: string) => required(name, optionalNumber(name)),
    text: (name: string) => required(name, optionalText(name)),
    map: (name: string) => (fields[name] ?? undefined) as Record<string, string | null> | undefined,
    list: (name: string) => (fields[name] ?? undefined) as string[] | undefined,
  };
}
