// What a table's protocol asks of those who read and write it (PROTOCOL.md, "Table Features"). This code reads version 1
// and writes version 2, which every engine can; a table that asks for more is refused, and never read wrongly.

import type { Protocol } from './actions.ts';
import { DeltaError } from './errors.ts';
import type { DataType, StructField, StructType } from './schema.ts';

const supportedReader = 1;
const supportedWriter = 2;
const writerFeatures = new Set(['appendOnly', 'invariants']);

/** From these versions on a protocol names its features instead of having those of its number. */
const readerWithFeatures = 3;
const writerWithFeatures = 7;

/** Throws a DeltaError when reading needs what this code has not. */
export function checkReadable({ minReaderVersion: version, readerFeatures: features = [] }: Protocol): void {
  if (version <= supportedReader || (version === readerWithFeatures && features.length === 0)) return;
  throw unsupported('reader', version, features, supportedReader);
}

/** Throws a DeltaError when writing needs what this code has not. */
export function checkWritable({ protocol, schema }: { protocol: Protocol; schema: StructType }): void {
  const { minWriterVersion: version, writerFeatures: features = [] } = protocol;
  const missing = features.filter(feature => !writerFeatures.has(feature));
  const known = version <= supportedWriter || version === writerWithFeatures;
  if (!known || missing.length > 0) throw unsupported('writer', version, missing, supportedWriter);
  const invariant = schema.fields
    .flatMap(fieldsWithin)
    .find(({ metadata }) => 'delta.invariants' in metadata);
  if (invariant)
    throw new DeltaError(
      'unsupported',
      `the column ${invariant.name} has an invariant, which is not checked`,
    );
}

function fieldsWithin(field: StructField): StructField[] {
  return [field, ...structsWithin(field.type).flatMap(({ fields }) => fields.flatMap(fieldsWithin))];
}

function structsWithin(type: DataType): StructType[] {
  if (typeof type === 'string') return [];
  if (type.type === 'struct') return [type];
  if (type.type === 'array') return structsWithin(type.elementType);
  return [...structsWithin(type.keyType), ...structsWithin(type.valueType)];
}

function unsupported(
  role: string,
  version: number,
  features: readonly string[],
  supported: number,
): DeltaError {
  const named = features.length > 0 ? ` with ${features.join(', ')}` : '';
  return new DeltaError(
    'unsupported',
    `the table needs a ${role} of version ${version}${named}; supported is version ${supported}`,
  );
}
