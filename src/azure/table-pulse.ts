// Pulses in Table storage: one entity a process, one for where the hubs end, and the flow's history by the time of its points.

import { RestError, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { FlowHistoryStore, HistoryPoint } from '../flow/history.ts';
import type { PositionsSeen, Pulse, PulseStore } from '../pulse/pulse.ts';

const nowPartition = 'now';
const positionsRow = 'positions';

/** A text property holds 32,768 characters. */
const partLength = 30_000;
const maxParts = 10;

type TextEntity = { rowKey: string } & Record<string, unknown>;

export function createTablePulse(table: TableClient): PulseStore {
  const replace = async (rowKey: string, value: unknown) => {
    await table.upsertEntity({ partitionKey: nowPartition, rowKey, ...inParts(value) }, 'Replace');
  };
  return {
    write: pulse => replace(pulse.id, pulse),
    writePositions: seen => replace(positionsRow, seen),
    read: async () => {
      const pulses: Pulse[] = [];
      let positions: PositionsSeen | null = null;
      const filter = `PartitionKey eq '${nowPartition}'`;
      for await (const entity of table.listEntities<TextEntity>({ queryOptions: { filter } })) {
        const value = fromParts(entity);
        if (entity.rowKey === positionsRow) positions = value as PositionsSeen;
        else pulses.push(value as Pulse);
      }
      return { pulses, positions };
    },
    remove: async id => {
      await table.deleteEntity(nowPartition, id).catch(ignoreMissing);
    },
  };
}

const perTransaction = 100;

export function createTableFlowHistory(table: TableClient): FlowHistoryStore {
  const between = (step: number, from: string, to: string) =>
    `PartitionKey eq '${step}' and RowKey ge '${from}' and RowKey lt '${to}'`;
  return {
    write: async (stepSeconds, point) => {
      const key = { partitionKey: String(stepSeconds), rowKey: point.at };
      await table.upsertEntity({ ...key, ...inParts(point) }, 'Replace');
    },
    read: async (stepSeconds, from, to) => {
      const points: HistoryPoint[] = [];
      const filter = between(stepSeconds, from, to);
      for await (const entity of table.listEntities<TextEntity>({ queryOptions: { filter } }))
        points.push(fromParts(entity) as HistoryPoint);
      return points;
    },
    deleteBefore: async (stepSeconds, before) => {
      const filter = between(stepSeconds, '', before);
      let batch: TransactionAction[] = [];
      for await (const { rowKey } of table.listEntities<TextEntity>({
        queryOptions: { filter, select: ['rowKey'] },
      })) {
        batch.push(['delete', { partitionKey: String(stepSeconds), rowKey }]);
        if (batch.length < perTransaction) continue;
        await table.submitTransaction(batch).catch(ignoreMissing);
        batch = [];
      }
      if (batch.length > 0) await table.submitTransaction(batch).catch(ignoreMissing);
    },
  };
}

function inParts(value: unknown): Record<string, string> {
  const text = JSON.stringify(value);
  const count = Math.ceil(text.length / partLength);
  if (count > maxParts) throw new RangeError(`${text.length} characters are too many for one entity`);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`text${i}`, text.slice(i * partLength, (i + 1) * partLength)]),
  );
}

function fromParts(entity: TextEntity): unknown {
  const parts: string[] = [];
  for (let i = 0; typeof entity[`text${i}`] === 'string'; i++) parts.push(String(entity[`text${i}`]));
  return JSON.parse(parts.join(''));
}

/** Another has deleted it. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof RestError && error.statusCode === 404)) throw error;
}
