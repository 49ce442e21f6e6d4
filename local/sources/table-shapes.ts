// Reads from the catalog what faults need to know of each table: its required fields and its event time.
import { readFileSync } from 'node:fs';
import type { TableShape } from './faults.ts';

const CATALOG = new URL('../../catalog/', import.meta.url);

interface SourceFile {
  types: Record<string, { table: string; schema: string; time: string }>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, CATALOG), 'utf8'));

/** The shapes of a source's tables, by table name. */
export function tableShapes(source: string): Map<string, TableShape> {
  const { types } = readJson(`${source}/source.json`) as SourceFile;
  return new Map(
    Object.values(types).map(({ table, schema, time }) => {
      const { required } = readJson(`${source}/${schema}`) as { required: string[] };
      return [table, { required, time: time.slice(1) }];
    }),
  );
}
