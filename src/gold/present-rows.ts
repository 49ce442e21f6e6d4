// The present rows of a relational table, as lookups read them: a document for each key of the table, folded from its
// changes as any model is. A document holds rows as a bag, since a row may come again before it goes: then it is there
// twice, as in the table's view. See docs/decisions/lookup-joins.md.

import type { SqlType } from '../sql-expression/types.ts';
import type { Value } from '../sql-expression/value.ts';
import { bagOfTexts } from './aggregates/bag.ts';
import { codecOf } from './aggregates/codec.ts';
import { countRows } from './aggregates/count.ts';
import { createFields } from './aggregates/fields.ts';
import type { Ordinal } from './aggregates/state.ts';
import { columnsOf } from './compiler/branch.ts';
import type { Frame } from './compiler/frame.ts';
import { type SilverTables, tableBranch } from './compiler/silver-tables.ts';
import type { GoldDocument } from './document.ts';
import { canBeKey } from './key-text.ts';
import type { Model } from './model.ts';
import { slotState } from './read-state.ts';
import { fieldsBySlot } from './slot-fields.ts';

export type PresentRows = {
  model: Model;
  /** Those that can be looked up, by their names in lower case. */
  columns: { name: string; type: SqlType }[];
  rowsOf(document: GoldDocument): Value[][];
};

/** No model may be called so. */
export const presentRowsPrefix = 'silver_';

/** Null for what is no relational table, or has a key that no document can have. */
export function presentRowsOf(tables: SilverTables, table: string): PresentRows | null {
  const found = tables.get(table);
  const branch = tableBranch(tables, table, table);
  if (!found || !branch?.changes) return null;
  const columns = [...columnsOf(branch)].flatMap(([name, { type, read }]) => {
    const codec = codecOf(type);
    return codec ? [{ name, type, read, codec }] : [];
  });
  const key = found.type.key.map(name => columns.find(column => column.name === name.toLowerCase()));
  if (key.length === 0 || !key.every(column => column !== undefined && canBeKey(column.type))) return null;
  const keyColumns = key.filter(column => column !== undefined);
  const aggregates = [
    { field: 'n', aggregate: countRows, perEvent: false },
    { field: 'row', aggregate: bagOfTexts, perEvent: false },
  ];
  const inputs = [
    {
      table,
      steps: [],
      key: keyColumns.map(({ read }) => read),
      windowStart: null,
      calls: [
        { filter: null, value: null, by: null },
        { filter: null, value: (frame: Frame) => rowText(columns, frame), by: null },
      ],
    },
  ];
  const plan = {
    key: keyColumns.map(({ name, type }) => ({ name, type })),
    ...{ window: null, inputs, aggregates, rowsField: 'n', columns: [], having: null },
  };
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowsOf: ({ s }) =>
      (bagOfTexts.read(slotState(s, 0), createFields('row')) as string[]).map(text => readRow(columns, text)),
    model: {
      ...{ name: `${presentRowsPrefix}${table}`, version: 1, sql: '', description: '', descriptions: {} },
      ...{ plan, fieldsOf: fieldsBySlot(plan), tables: new Set([table]) },
      ...{ over: null, lookups: [], window: null, trailing: null },
    },
  };
}

type Column = {
  name: string;
  read: (frame: Frame) => Value;
  codec: { encode(value: Value): Ordinal; decode(kept: Ordinal): Value };
};

/** Without its nulls: a column that the table gets later does not change the text of rows before it. */
function rowText(columns: readonly Column[], frame: Frame): string {
  const kept: Record<string, Ordinal> = {};
  for (const { name, read, codec } of columns) {
    const value = read(frame);
    if (value !== null) kept[name] = codec.encode(value);
  }
  return JSON.stringify(kept);
}

function readRow(columns: readonly Column[], text: string): Value[] {
  const kept = JSON.parse(text) as Record<string, Ordinal>;
  return columns.map(({ name, codec }) => {
    const value = kept[name];
    return value === undefined ? null : codec.decode(value);
  });
}
