// The simulator's own record, one JSON line per event that the broker acknowledged: what was sent and what a
// platform should make of it. Whoever reads it can recompute every number the platform shows.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { SimulatedEvent } from './generate.ts';

const FLUSH_CHARACTERS = 64 * 1024;
const FLUSH_MS = 100;

export interface TruthLog {
  /** @param sends how often the event was sent: above 1 the broker may hold it more than once */
  acknowledged(event: SimulatedEvent, sends: number): void;
  close(): void;
}

/**
 * Members of a line: `index`, `source`, `hub`, `key`, `kind` (valid, duplicate, invalid), `fault`, `repeats`,
 * `late`, `outOfOrder`, `type`, `table`, `identity`, `sends`, `producedAt`, and the event: `body` parsed, or
 * `raw` in base64 when it is invalid.
 */
function line(event: SimulatedEvent, sends: number): string {
  const { index, source, hub, partitionKey, body, truth, properties } = event;
  const { kind, fault, repeats, late, outOfOrder, type, table, identity } = truth;
  const detail =
    (fault === undefined ? '' : `"fault":"${fault}",`) +
    (repeats === undefined ? '' : `"repeats":${repeats},`);
  const content = kind === 'invalid' ? `"raw":"${body.toString('base64')}"` : `"body":${body.toString()}`;
  return `{"index":${index},"source":"${source}","hub":"${hub}","key":"${partitionKey}","kind":"${kind}",${detail}"late":${late},"outOfOrder":${outOfOrder},"type":"${type}","table":"${table}","identity":"${identity}","sends":${sends},"producedAt":"${properties['produced-at']}",${content}}\n`;
}

/** Opens the log anew. @throws when the file cannot be written */
export function openTruthLog(path: string): TruthLog {
  const file = openSync(path, 'w');
  let text = '';
  const flush = (): void => {
    if (text === '') return;
    const bytes = Buffer.from(text);
    text = '';
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  };
  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();
  return {
    acknowledged: (event, sends) => {
      text += line(event, sends);
      if (text.length > FLUSH_CHARACTERS) flush();
    },
    close: () => {
      clearInterval(timer);
      flush();
      closeSync(file);
    },
  };
}
