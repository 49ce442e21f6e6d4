// Random expressions of one row. None fails: DuckDB would stop its query, and nothing would be left to compare.

export type SqlType = 'int' | 'huge' | 'decimal' | 'real' | 'text' | 'bool' | 'time' | 'date';

/** `certain`: never null. */
export type Column = { sql: string; type: SqlType; certain: boolean };

export type Draw = {
  of<T>(items: readonly T[]): T;
  int(min: number, max: number): number;
  /** True so many times in a hundred; shrinks to false. */
  chance(percent: number): boolean;
};

const literals: Record<SqlType, string[]> = {
  int: ['0', '1', '-7', '100', '9007199254740993', 'CAST(NULL AS BIGINT)'],
  huge: ['CAST(1 AS HUGEINT)'],
  decimal: ['0.05::DECIMAL(12, 3)', '-123456789.125::DECIMAL(12, 3)', 'CAST(NULL AS DECIMAL(12, 3))'],
  real: ['0.5::DOUBLE', '-1e300::DOUBLE', '0::DOUBLE', 'CAST(NULL AS DOUBLE)'],
  text: ["''", "'a'", "'b'", "'😀'", "'x|y'", "nullif('a', 'a')"],
  bool: ['true', 'false', 'CAST(NULL AS BOOLEAN)'],
  time: ["TIMESTAMPTZ '2026-01-06 00:00:00+00'", 'CAST(NULL AS TIMESTAMPTZ)'],
  date: ["DATE '2026-01-06'", 'CAST(NULL AS DATE)'],
};

/** One that is not null. */
export function literalOf(type: SqlType): string {
  return literals[type][0] ?? 'NULL';
}

/** Nested at most `depth` deep, in parentheses. */
export function expression(draw: Draw, columns: readonly Column[], type: SqlType, depth: number): string {
  const known = columns.filter(column => column.type === type);
  if (depth <= 0 || draw.chance(35)) {
    if (known.length > 0 && !draw.chance(8)) return draw.of(known).sql;
    return draw.of(literals[type]);
  }
  const below = (of: SqlType) => expression(draw, columns, of, depth - 1);
  return `(${draw.of([...builders[type], ...choices(type)])(below, draw)})`;
}

type Builder = (below: (type: SqlType) => string, draw: Draw) => string;

const choices = (type: SqlType): Builder[] => [
  below => `CASE WHEN ${below('bool')} THEN ${below(type)} ELSE ${below(type)} END`,
  below => `CASE ${below('text')} WHEN 'a' THEN ${below(type)} END`,
  below => `coalesce(${below(type)}, ${below(type)})`,
  below => `nullif(${below(type)}, ${below(type)})`,
];

const builders: Record<SqlType, Builder[]> = {
  int: [
    below => `${below('int')} % 1000 + ${below('int')} % 1000`,
    below => `${below('int')} % 1000 * 3 - 1`,
    below => `length(${below('text')})`,
    below => `TRY_CAST(${below('text')} AS BIGINT)`,
    below => `CAST(${below('bool')} AS BIGINT)`,
    below => `hour(${below('time')})`,
    below => `CAST(${below('decimal')} AS BIGINT)`,
    below => `date_diff('minute', TIMESTAMPTZ '2026-01-05 00:00:00+00', ${below('time')})`,
  ],
  huge: [below => `CAST(${below('int')} AS HUGEINT) * 1000`],
  decimal: [
    below => `TRY_CAST(${below('real')} AS DECIMAL(12, 3))`,
    below => `CAST(CAST(${below('int')} % 10000 AS DECIMAL(8, 2)) * 1.5 AS DECIMAL(12, 3))`,
    below => `TRY_CAST(${below('text')} AS DECIMAL(12, 3))`,
  ],
  real: [
    below => `CAST(${below('int')} AS DOUBLE)`,
    below => `CAST(${below('decimal')} AS DOUBLE) / 3`,
    below => `TRY_CAST(${below('text')} AS DOUBLE)`,
  ],
  text: [
    below => `upper(${below('text')})`,
    below => `lower(${below('text')})`,
    below => `left(${below('text')}, 2)`,
    // Of a constant NULL, || has no type of its own.
    below => `CAST(${below('text')} || '-' || ${below('text')} AS VARCHAR)`,
    below => `CAST(${below('int')} AS VARCHAR)`,
    below => `CAST(${below('decimal')} AS VARCHAR)`,
    below => `replace(${below('text')}, 'a', '😀')`,
    below => `strftime(${below('time')}, '%H:%M')`,
  ],
  bool: [
    below => `${below('int')} < ${below('int')}`,
    below => `${below('decimal')} >= ${below('decimal')}`,
    below => `${below('text')} = ${below('text')}`,
    below => `${below('text')} > ${below('text')}`,
    below => `${below('text')} LIKE '%a%'`,
    below => `${below('text')} IN ('a', 'b', '12')`,
    below => `${below('int')} NOT IN (0, 1, ${below('int')})`,
    below => `${below('time')} BETWEEN ${below('time')} AND ${below('time')}`,
    below => `${below('text')} IS NULL`,
    below => `${below('real')} IS NOT DISTINCT FROM ${below('real')}`,
    below => `${below('bool')} AND ${below('bool')}`,
    below => `${below('bool')} OR ${below('bool')}`,
    below => `NOT ${below('bool')}`,
  ],
  time: [
    below => `${below('time')} + INTERVAL '90 minutes'`,
    below => `date_trunc('hour', ${below('time')})`,
  ],
  date: [below => `CAST(${below('time')} AS DATE)`],
};
