// What each kind of replay has to be told.

import type { ReplayRequest } from './replay.ts';

type Values = Record<string, string | undefined>;
type FieldName = 'source' | 'model' | 'path' | 'reason' | 'partition' | 'first' | 'last' | 'from' | 'to';

type Field = { name: FieldName; label: string; hint: string; required?: boolean; pattern?: string };

const source: Field = { name: 'source', label: 'Source', hint: 'as in the catalog: pos', required: true };
const range: readonly Field[] = [
  { name: 'from', label: 'From', hint: 'when the broker took it: 2026-11-20T00:00:00Z; all when left out' },
  { name: 'to', label: 'To', hint: 'left out of the range itself' },
  { name: 'partition', label: 'Partition', hint: 'one of them; all when left out', pattern: '\\d{1,4}' },
  { name: 'first', label: 'First sequence number', hint: 'of that partition', pattern: '\\d{1,16}' },
  { name: 'last', label: 'Last sequence number', hint: 'of that partition, included', pattern: '\\d{1,16}' },
];
const reason: Field = {
  name: 'reason',
  label: 'Reason',
  hint: 'why they were quarantined: schema_violation; all when left out',
  pattern: '[a-z_]{1,50}',
};

const fields: Record<string, readonly Field[]> = {
  'Replay.RedriveQuarantine': [source, reason, ...range],
  'Replay.CompareBronze': [source, ...range],
  'Replay.RefineBronze': [source, ...range],
  'Replay.BackfillSource': [
    { name: 'path', label: 'File', hint: 'in the lake: inbox/pos/week-47.ndjson', required: true },
  ],
  'Replay.RebuildGold': [
    { name: 'model', label: 'Gold model', hint: 'whose version was raised: sales_velocity', required: true },
  ],
};

type ReplayFieldsProps = { type: string; values: Values; onChange: (values: Values) => void };

export function ReplayFields({ type, values, onChange }: ReplayFieldsProps) {
  return (
    <>
      {(fields[type] ?? []).map(({ name, label, hint, required, pattern }) => (
        <label class="field" key={name}>
          <span>
            {label}
            {!required && <span class="hint"> (may be left out)</span>}
          </span>
          <input
            name={name}
            value={values[name] ?? ''}
            required={required ?? false}
            pattern={pattern}
            title={hint}
            maxLength={1_000}
            spellcheck={false}
            autocapitalize="off"
            onChange={event => onChange({ [name]: event.currentTarget.value.trim() || undefined })}
          />
          <span class="hint">{hint}</span>
        </label>
      ))}
    </>
  );
}

/** The request as the API takes it. What a kind does not know is left out. */
export function requestOf(type: string, values: Values): ReplayRequest {
  const data: Record<string, unknown> = {};
  for (const { name } of fields[type] ?? []) {
    const value = values[name];
    if (value !== undefined && value !== '')
      data[name] = name === 'first' || name === 'last' ? Number(value) : value;
  }
  // The API checks it, and names the field that is wrong.
  return { type, data } as ReplayRequest;
}
