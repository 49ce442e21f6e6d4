// What Debezium sends that is not the change of a row: it changes no sum, and says so in quarantine.

import type { JsonObject } from '../json.ts';
import { type DecodeResult, reject } from './decoded.ts';

type Refused = Extract<DecodeResult, { ok: false }>;

/** Null when it is none of the known kinds. `root` leads to the envelope. */
export function refuseOtherEvent(envelope: JsonObject, root: string): Refused | null {
  const { op, status, id, ddl, tableChanges, ts_ms } = envelope;
  if (op === 't')
    return reject(
      'truncated_table',
      'the table was truncated, and the event does not say which rows it had: its sums stay until the models are rebuilt (docs/debezium.md)',
      `${root}/op`,
    );
  if (op === 'm') return notAChange('a logical message', 'leave "message.prefix.include.list" empty', root);
  if ((status === 'BEGIN' || status === 'END') && typeof id === 'string')
    return notAChange('the boundary of a transaction', 'set "provide.transaction.metadata" to false', root);
  if (ddl !== undefined || Array.isArray(tableChanges))
    return notAChange('a change of a schema', 'set "include.schema.changes" to false', root);
  if (ts_ms !== undefined && Object.keys(envelope).length === 1)
    return notAChange('a heartbeat', 'route the topics "__debezium-heartbeat.*" to another hub', root);
  return null;
}

export function refuseTombstone(root: string): Refused {
  return notAChange('a tombstone', 'set "tombstones.on.delete" to false', root);
}

const notAChange = (what: string, advice: string, pointer: string): Refused =>
  reject('not_a_row_change', `${what}, which changes no row; to be sent none, ${advice}`, pointer);
