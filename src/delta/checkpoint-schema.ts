// The columns of a checkpoint (PROTOCOL.md, "Checkpoint Schema"), as Parquet schema elements.

import type { SchemaElement } from 'hyparquet';

const group = (
  name: string,
  children: SchemaElement[][],
  repetition: 'OPTIONAL' | 'REQUIRED' = 'OPTIONAL',
) => [
  { name, repetition_type: repetition, num_children: children.length } satisfies SchemaElement,
  ...children.flat(),
];

const text = (name: string, repetition: 'OPTIONAL' | 'REQUIRED' = 'OPTIONAL'): SchemaElement[] => [
  {
    name,
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
    repetition_type: repetition,
  },
];

const leaf = (name: string, type: 'INT64' | 'INT32' | 'BOOLEAN'): SchemaElement[] => [
  { name, type, repetition_type: 'OPTIONAL' },
];

const textMap = (name: string): SchemaElement[] => [
  {
    name,
    converted_type: 'MAP',
    logical_type: { type: 'MAP' },
    repetition_type: 'OPTIONAL',
    num_children: 1,
  },
  { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
  ...text('key', 'REQUIRED'),
  ...text('value'),
];

const textList = (name: string): SchemaElement[] => [
  {
    name,
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
    repetition_type: 'OPTIONAL',
    num_children: 1,
  },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...text('element'),
];

export const checkpointColumns = ['txn', 'add', 'remove', 'metaData', 'protocol'] as const;

export const checkpointSchema: SchemaElement[] = [
  { name: 'checkpoint', num_children: checkpointColumns.length },
  ...group('txn', [text('appId'), leaf('version', 'INT64'), leaf('lastUpdated', 'INT64')]),
  ...group('add', [
    text('path'),
    textMap('partitionValues'),
    leaf('size', 'INT64'),
    leaf('modificationTime', 'INT64'),
    leaf('dataChange', 'BOOLEAN'),
    text('stats'),
    textMap('tags'),
  ]),
  ...group('remove', [
    text('path'),
    leaf('deletionTimestamp', 'INT64'),
    leaf('dataChange', 'BOOLEAN'),
    leaf('extendedFileMetadata', 'BOOLEAN'),
    textMap('partitionValues'),
    leaf('size', 'INT64'),
  ]),
  ...group('metaData', [
    text('id'),
    text('name'),
    text('description'),
    group('format', [text('provider'), textMap('options')]),
    text('schemaString'),
    textList('partitionColumns'),
    textMap('configuration'),
    leaf('createdTime', 'INT64'),
  ]),
  ...group('protocol', [
    leaf('minReaderVersion', 'INT32'),
    leaf('minWriterVersion', 'INT32'),
    textList('readerFeatures'),
    textList('writerFeatures'),
  ]),
];
