// Reads the hubs file: `[{ name, partitions, consumerGroups }]`, or an object that has them under `hubs`.
// A wrong file stops the start and names the entry.
import { readFileSync } from 'node:fs';
import type { HubConfig } from './hub.ts';

const MAX_PARTITIONS = 1024;

/** The hubs of the file at `path`; throws with the file and the entry that is wrong. */
export function readHubs(path: string): HubConfig[] {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const entries = Array.isArray(parsed) ? parsed : (parsed as { hubs?: unknown })?.hubs;
  if (!Array.isArray(entries) || entries.length === 0) throw new Error(`${path}: no hubs`);
  const hubs = entries.map((entry, i) => parseHub(entry, `${path}: hubs[${i}]`));
  const names = hubs.map(hub => hub.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`${path}: hub '${twice}' is there twice`);
  return hubs;
}

function parseHub(entry: unknown, where: string): HubConfig {
  const { name, partitions, consumerGroups = [] } = (entry ?? {}) as Partial<HubConfig>;
  if (typeof name !== 'string' || !/^[a-z0-9][\w.-]{0,255}$/i.test(name))
    throw new Error(`${where}.name is not a hub name`);
  if (
    typeof partitions !== 'number' ||
    !Number.isInteger(partitions) ||
    partitions < 1 ||
    partitions > MAX_PARTITIONS
  ) {
    throw new Error(`${where}.partitions is not between 1 and ${MAX_PARTITIONS}`);
  }
  if (
    !Array.isArray(consumerGroups) ||
    consumerGroups.some(group => typeof group !== 'string' || group === '')
  ) {
    throw new Error(`${where}.consumerGroups is not a list of names`);
  }
  return { name, partitions, consumerGroups };
}
