import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { FAULTS } from '../../../local/sources/faults.ts';
import type { SimulatedEvent } from '../../../local/sources/generate.ts';
import { type CatalogType, catalogSources, validators } from './catalog-files.ts';
import { evaluate } from './expression.ts';
import { bodyOf, type ChangeBody, isChange, type Row, simulate } from './streams.ts';

const sources = catalogSources();
const types = new Map<string, CatalogType>(sources.flatMap(({ types: all }) => Object.entries(all)));
const validate = validators();

/** Why a platform must refuse an event, by the catalog alone; undefined when it must accept it. */
function refusal(event: SimulatedEvent): string | undefined {
  let body: Row;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(event.body)) as Row;
  } catch {
    return 'not JSON';
  }
  const { source } = body as unknown as ChangeBody;
  const name = isChange(body)
    ? [source.db, source.schema, source.table].filter(part => part !== undefined).join('.')
    : String(body.type);
  const type = types.get(name);
  if (!type) return 'unknown type';
  const { op, before, after } = body as unknown as ChangeBody;
  if (isChange(body) && (op === 'u' || op === 'd') && before === null) return 'no before-image';
  const rows = isChange(body) ? [before, after].filter(row => row !== null) : [body.data as Row];
  return rows.map(row => brokenBy(row, type, event)).find(reason => reason !== undefined);
}

function brokenBy(row: Row, type: CatalogType, event: SimulatedEvent): string | undefined {
  if (!validate.get(type.table)?.(row)) return 'schema';
  const enqueuedMs = Date.parse(event.properties['produced-at']);
  return type.expectations.find(
    ({ expect: expression, action }) => action === 'drop' && evaluate(expression, row, enqueuedMs) !== true,
  )?.name;
}

describe('events', () => {
  let events: SimulatedEvent[];
  beforeAll(() => {
    events = simulate(60_000, { invalid: 0.05 });
  });

  test('valid ones satisfy their schema and every expectation of the catalog', () => {
    const wrong = events.filter(event => event.truth.kind !== 'invalid' && refusal(event) !== undefined);
    const refused = wrong.map(event => [generatorOf(event), refusal(event), event.body.toString()]);
    expect(refused, `the catalog refuses what the local sources send: ${toMend(wrong)}`).toEqual([]);
    const warned = events.filter(event => event.truth.kind === 'valid' && warnings(event).length > 0);
    expect(
      warned.flatMap(warnings),
      `what the local sources send breaks expectations: ${toMend(warned)}`,
    ).toEqual([]);
  });

  test('invalid ones are refused by the catalog, each kind of fault among them', () => {
    const invalid = events.filter(({ truth }) => truth.kind === 'invalid');
    expect(invalid.filter(event => refusal(event) === undefined).map(event => event.body.toString())).toEqual(
      [],
    );
    expect(new Set(invalid.map(({ truth }) => truth.fault))).toEqual(new Set(FAULTS));
  });

  test('every table of the sources that are simulated occurs', () => {
    const simulated = sources.filter(({ name }) => existsSync(join(root, generator(name))));
    const tables = simulated.flatMap(({ types: all }) => Object.values(all).map(({ table }) => table));
    const seen = new Set(events.map(({ truth }) => truth.table));
    expect(tables.filter(table => !seen.has(table))).toEqual([]);
    expect(simulated).not.toEqual([]);
  });

  test('a late one happened up to two hours before it was sent, any other one at most a moment', () => {
    for (const event of events.filter(({ truth }) => truth.kind === 'valid' && !truth.outOfOrder)) {
      const body = bodyOf(event);
      const type = types.get(event.truth.type);
      const { before, after } = body as unknown as ChangeBody;
      // A delete carries the time of the row's last change.
      if (isChange(body) && after === null) continue;
      const row = (isChange(body) ? (after ?? before) : body.data) as Row;
      if (event.truth.table === 'warehouse_goods_receipt') continue;
      const agoMs =
        Date.parse(event.properties['produced-at']) - Date.parse(String(row[type?.time.slice(1) ?? '']));
      expect(agoMs).toBeGreaterThanOrEqual(event.truth.late ? 1000 : 0);
      expect(agoMs).toBeLessThanOrEqual(event.truth.late ? 7_200_000 : 0);
    }
  });
});

const root = join(import.meta.dirname, '..', '..', '..');
const generator = (source: string): string => `local/sources/${source}.ts`;
const generatorOf = ({ source }: SimulatedEvent): string => generator(source);

function toMend(events: readonly SimulatedEvent[]): string {
  const files = [...new Set(events.map(generatorOf))].join(', ');
  return `mend the expectation or schema in the catalog, or let ${files} send events that meet it`;
}

function warnings(event: SimulatedEvent): string[] {
  const body = bodyOf(event);
  const type = types.get(event.truth.type);
  const row = (isChange(body) ? (body.after ?? body.before) : body.data) as Row;
  const enqueuedMs = Date.parse(event.properties['produced-at']);
  return (type?.expectations ?? [])
    .filter(({ expect: expression }) => evaluate(expression, row, enqueuedMs) !== true)
    .map(({ name }) => `${event.truth.table}: ${name}: ${JSON.stringify(row)}`);
}
