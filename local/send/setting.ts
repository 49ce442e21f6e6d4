// Where the connection string comes from: the flag, else the environment, else local.settings.json at the
// project's root, as for the function app.
import { existsSync, readFileSync } from 'node:fs';
import { type EventHubsConnection, parseConnectionString } from './connection-string.ts';

const SETTINGS = new URL('../../local.settings.json', import.meta.url);

function fromFile(): string | undefined {
  if (!existsSync(SETTINGS)) return undefined;
  const settings = JSON.parse(readFileSync(SETTINGS, 'utf8')) as { Values?: { EventHubs?: string } };
  return settings.Values?.EventHubs;
}

/** @param flag the value of --event-hubs, if any @throws when there is none, or it cannot be used */
export function eventHubsConnection(flag: string | undefined): EventHubsConnection {
  const text = flag ?? process.env.EventHubs ?? fromFile();
  if (!text) {
    throw new Error(
      'no Event Hubs: give --event-hubs, or set EventHubs (environment or local.settings.json)',
    );
  }
  return parseConnectionString(text);
}
