// The part of Kusto in which the alerts over this code's own metrics are written, over rows as Application Insights keeps
// them. What it does not know it refuses, so that no alert seems shown that was not understood.

export type MetricRow = { Name: string; Sum: number; Properties: Record<string, string | number> };

type Row = Record<string, unknown>;

/** The rows that the query answers. Throws a SyntaxError that names the part it does not know. */
export function runMetricQuery(query: string, metrics: readonly MetricRow[]): Row[] {
  const text = query.replace(/^\s*\/\/.*$/gm, '').trim();
  const [table, ...steps] = text.split(/^\s*\|/m).map(step => step.trim());
  if (table !== 'AppMetrics') throw new SyntaxError(`the table must be AppMetrics, not "${table}"`);
  return steps.reduce<Row[]>((rows, step) => apply(step, rows), [...metrics]);
}

function apply(step: string, rows: Row[]): Row[] {
  const [, operator, rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(step) ?? [];
  if (operator === 'where') return rows.filter(row => rest.split(/\s+and\s+/).every(one => holds(one, row)));
  if (operator === 'extend') return rows.map(row => ({ ...row, ...extended(rest, row) }));
  if (operator === 'summarize') return summarized(rest, rows);
  throw new SyntaxError(`unknown: "${step}"`);
}

function holds(condition: string, row: Row): boolean {
  const [, name = '', operator, text, number] = match(
    /^(\w+) (==|>) (?:"([^"]*)"|(\d+(?:\.\d+)?))$/,
    condition,
  );
  const value = row[name];
  if (value === undefined) throw new SyntaxError(`there is no column "${name}"`);
  const wanted = text ?? Number(number);
  return operator === '==' ? value === wanted : Number(value) > Number(wanted);
}

function extended(list: string, row: Row): Row {
  const properties = row.Properties as MetricRow['Properties'];
  return Object.fromEntries(
    list.split(/,\s*/).map(one => {
      const [, alias = '', key = ''] = match(/^(\w+) = tostring\(Properties\["([^"]+)"\]\)$/, one);
      return [alias, String(properties[key] ?? '')];
    }),
  );
}

function summarized(list: string, rows: Row[]): Row[] {
  const [, alias = '', aggregate, column = '', by = ''] = match(
    /^(\w+) = (sum|max)\((\w+)\)(?: by (.+))?$/,
    list,
  );
  const keys = by === '' ? [] : by.split(/,\s*/);
  const groups = Map.groupBy(rows, row => JSON.stringify(keys.map(key => row[key])));
  // Without keys Kusto answers one row, also of none.
  if (keys.length === 0 && groups.size === 0) groups.set('[]', []);
  return [...groups.values()].map(group => {
    const values = group.map(row => Number(row[column]));
    const value = aggregate === 'sum' ? values.reduce((a, b) => a + b, 0) : Math.max(0, ...values);
    return { ...Object.fromEntries(keys.map(key => [key, group[0]?.[key]])), [alias]: value };
  });
}

function match(pattern: RegExp, text: string): RegExpExecArray {
  const found = pattern.exec(text.trim());
  if (!found) throw new SyntaxError(`unknown: "${text}"`);
  return found;
}
