// How far this process is in each lane, and what holds a lane up.

import { batchRange, type EventBatch } from '../events/raw-event.ts';

export type ConsumerGroup = 'bronze' | 'refine';

export type LaneProgress = {
  group: ConsumerGroup;
  hub: string;
  partitionId: string;
  /** The last sequence number that is done, and when the broker took it; −1 when there is none yet. */
  through: number;
  enqueuedMs: number;
  /** What failed last and is tried again; null once it went through. */
  trouble: Trouble | null;
};

export type Trouble = { sinceMs: number; error: string; message: string; tries: number };

export type LaneWatch = {
  /** Does the work of a batch, and remembers how it ended. Throws what `work` throws. */
  watch(group: ConsumerGroup, batch: EventBatch, work: () => Promise<void>): Promise<void>;
  all(): LaneProgress[];
  /** Whether a batch is worked on. */
  isBusy(): boolean;
};

const messageLength = 300;

export function createLaneWatch(now: () => number = Date.now): LaneWatch {
  const lanes = new Map<string, LaneProgress>();
  let working = 0;
  const laneOf = (group: ConsumerGroup, { hub, partitionId }: EventBatch): LaneProgress => {
    const id = `${group} ${hub}/${partitionId}`;
    const known = lanes.get(id);
    if (known) return known;
    const lane = { group, hub, partitionId, through: -1, enqueuedMs: 0, trouble: null };
    lanes.set(id, lane);
    return lane;
  };
  return {
    watch: async (group, batch, work) => {
      const lane = laneOf(group, batch);
      working += 1;
      try {
        await work();
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        lane.trouble = {
          sinceMs: lane.trouble?.sinceMs ?? now(),
          error: name,
          message: message.slice(0, messageLength),
          tries: (lane.trouble?.tries ?? 0) + 1,
        };
        throw error;
      } finally {
        working -= 1;
      }
      lane.through = batchRange(batch).last;
      lane.enqueuedMs = (batch.events.at(-1) ?? batch.events[0]).enqueuedTimeMs;
      lane.trouble = null;
    },
    all: () => [...lanes.values()].map(lane => ({ ...lane })),
    isBusy: () => working > 0,
  };
}
