// Replays in Table storage: one entity each.

import type { TableClient } from '@azure/data-tables';
import type { Replay, ReplayStore } from '../replay/replay.ts';
import { hasStatus } from './has-status.ts';

const partitionKey = 'replay';

/** `text` is the replay as JSON; a text property holds 32,000 characters. */
type ReplayEntity = { state: string; text: string };

export function createTableReplays(table: TableClient): ReplayStore {
  const toEntity = (replay: Replay) => ({
    ...{ partitionKey, rowKey: replay.id, state: replay.state },
    text: JSON.stringify(replay),
  });
  return {
    create: async replay => {
      try {
        await table.createEntity(toEntity(replay));
        return 'created';
      } catch (error) {
        if (hasStatus(error, 409)) return 'exists';
        throw error;
      }
    },
    read: async id => {
      try {
        const { text, etag } = await table.getEntity<ReplayEntity>(partitionKey, id);
        return { replay: JSON.parse(text), etag };
      } catch (error) {
        if (hasStatus(error, 404)) return null;
        throw error;
      }
    },
    replace: async (replay, etag) => {
      try {
        return (await table.updateEntity(toEntity(replay), 'Replace', { etag })).etag ?? null;
      } catch (error) {
        if (hasStatus(error, 404, 412)) return null;
        throw error;
      }
    },
    remove: async (id, etag) => {
      try {
        await table.deleteEntity(partitionKey, id, { etag });
        return true;
      } catch (error) {
        if (hasStatus(error, 404, 412)) return false;
        throw error;
      }
    },
    list: async state => {
      const filter = `PartitionKey eq '${partitionKey}'${state ? ` and state eq '${state}'` : ''}`;
      const replays: Replay[] = [];
      for await (const { text } of table.listEntities<ReplayEntity>({ queryOptions: { filter } }))
        replays.push(JSON.parse(text));
      return replays;
    },
  };
}
