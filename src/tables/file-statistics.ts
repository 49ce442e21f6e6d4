// Statistics of a data file as the log carries them, computed by DuckDB.

import type { DataType, StructField } from '../delta/schema.ts';
import { type FileStatistics, lowerTextBound, upperTextBound } from '../delta/statistics.ts';
import { quoteName } from './duckdb-type.ts';
import type { Workbench } from './workbench.ts';

/** `relation` is a table or a select in parentheses; `fields` are the columns stored in the file. */
export async function computeStatistics(
  bench: Workbench,
  relation: string,
  fields: readonly StructField[],
): Promise<FileStatistics> {
  const bounded = fields.filter(({ type }) => bound(type) !== null);
  const counted = fields.filter(({ type }) => typeof type === 'string');
  const select = [
    'count(*) AS records',
    ...counted.map(({ name }, i) => `count(${quoteName(name)}) AS c${i}`),
    ...bounded.flatMap(({ name, type }, i) => [
      `${bound(type)?.(`min(${quoteName(name)})`)} AS min${i}`,
      `${bound(type)?.(`max(${quoteName(name)})`)} AS max${i}`,
    ]),
  ];
  const [row = {}] = await bench.rows(`SELECT ${select.join(', ')} FROM ${relation}`);
  const numRecords = Number(row.records);
  const statistics = { numRecords, minValues: {}, maxValues: {}, nullCount: {} } satisfies FileStatistics;
  for (const [i, { name }] of counted.entries())
    Object.assign(statistics.nullCount, { [name]: numRecords - Number(row[`c${i}`]) });
  for (const [i, { name, type }] of bounded.entries()) {
    const [min, max] = [
      toBound(type, row[`min${i}`], lowerTextBound),
      toBound(type, row[`max${i}`], upperTextBound),
    ];
    if (min !== null) Object.assign(statistics.minValues, { [name]: min });
    if (max !== null) Object.assign(statistics.maxValues, { [name]: max });
  }
  return statistics;
}

/** How a bound is read as text; null for a type that has no useful bounds. */
function bound(type: DataType): ((aggregate: string) => string) | null {
  if (type === 'timestamp') return aggregate => `strftime(${aggregate}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
  if (typeof type !== 'string' || type === 'binary' || type === 'boolean' || type.startsWith('decimal'))
    return null;
  return aggregate => `CAST(${aggregate} AS VARCHAR)`;
}

function toBound(
  type: DataType,
  text: unknown,
  cut: (text: string) => string | null,
): string | number | null {
  if (typeof text !== 'string') return null;
  if (type === 'string') return cut(text);
  if (type === 'date' || type === 'timestamp') return text;
  const number = Number(text);
  // JSON has no NaN and no infinity, and a number beyond 2^53 would not be the bound that it says.
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null;
}
