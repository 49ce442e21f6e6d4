// Streams for tests, on a clock of their own: 1 October 2025, noon.
import { DEFAULT_FAULTS, generate, type SimulatedEvent } from '../../../local/sources/generate.ts';

export const START_MS = Date.UTC(2025, 9, 1, 12);

type Options = Partial<Parameters<typeof generate>[0]>;

export function simulate(count: number, options: Options = {}): SimulatedEvent[] {
  return [
    ...generate({
      ...DEFAULT_FAULTS,
      seed: 1,
      run: 'TEST',
      startMs: START_MS,
      sources: [],
      rate: 579,
      ...options,
      count,
    }),
  ];
}

export type Row = Record<string, unknown>;

export interface ChangeBody {
  before: Row | null;
  after: Row | null;
  op: 'c' | 'u' | 'd' | 'r';
  source: Row & { table: string };
  transaction: { id: string; total_order: number } | null;
}

export const bodyOf = (event: SimulatedEvent): Row => JSON.parse(event.body.toString()) as Row;

export const isChange = (body: Row): boolean => 'op' in body;
