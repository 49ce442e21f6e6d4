// Which key of a model is looked at, and in how wide windows. The address has it, so that a view can be kept and shared.

import { useSignal } from '@preact/signals';
import { answered, api } from '../../api/client.ts';
import type { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { Failure } from '../../parts/failure.tsx';
import type { GoldModel } from './models-page.tsx';

export type Chosen = { key: Record<string, string>; grain: string | null };

type KeyFormProps = { model: GoldModel; chosen: Chosen; choose: (chosen: Chosen) => void };

/** Widths of windows that are offered, in seconds. */
const widths: Readonly<Record<string, number>> = {
  '1m': 60,
  '5m': 300,
  '15m': 900,
  '1h': 3_600,
  '6h': 21_600,
  '1d': 86_400,
  '7d': 604_800,
};

/** Multiples of the model's own. Of a width that is not in the list none is offered: the API says what it takes. */
function widerThan(grain: string): string[] {
  const least = widths[grain] ?? Number.POSITIVE_INFINITY;
  return Object.keys(widths).filter(name => (widths[name] ?? 0) > least && (widths[name] ?? 0) % least === 0);
}

export function KeyForm({ model, chosen, choose }: KeyFormProps) {
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const key = Object.fromEntries(
      model.key.map(({ name }) => [name, text(`key-${name}`)] as const).filter(([, value]) => value !== ''),
    );
    choose({ key, grain: text('grain') === '' ? null : text('grain') });
  };
  return (
    <form class="key-form" onSubmit={submit}>
      {model.key.map(({ name, description }, i) => (
        <label class="field" key={`${name} ${chosen.key[name]}`}>
          {name}
          <input
            name={`key-${name}`}
            defaultValue={chosen.key[name] ?? ''}
            required={i === 0 || i < model.key.length - 1}
            maxLength={200}
            spellcheck={false}
            autocomplete="off"
            title={description ?? undefined}
            placeholder={i > 0 && i === model.key.length - 1 ? 'all' : undefined}
          />
        </label>
      ))}
      {model.grain !== null && (
        <label class="field">
          Windows of
          <select name="grain" value={chosen.grain ?? ''}>
            <option value="">{model.grain}</option>
            {[...new Set([...widerThan(model.grain), ...(chosen.grain ? [chosen.grain] : [])])].map(width => (
              <option key={width} value={width}>
                {width}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="primary">
        Watch
      </button>
    </form>
  );
}

type SomeKeysProps = Pick<KeyFormProps, 'model' | 'choose'>;

/** Keys to begin with, by SQL: those with the most rows. It is asked for by hand: it reads the whole model. */
export function SomeKeys({ model, choose }: SomeKeysProps) {
  const keys = useSignal<Record<string, string>[] | null>(null);
  const error = useSignal<ApiError | null>(null);
  const asked = useSignal(false);
  const find = async () => {
    asked.value = true;
    error.value = null;
    try {
      const names = model.key.map(({ name }) => `"${name}"`).join(', ');
      const sql = `select ${names} from gold.${model.name} group by all order by count(*) desc, ${names}`;
      const answer = await answered(api.POST('/sql', { body: { sql, limit: 12, format: 'json' } }));
      keys.value = (answer as { rows: Record<string, unknown>[] }).rows.map(row =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
      );
    } catch (caught) {
      error.value = asApiError(caught);
    } finally {
      asked.value = false;
    }
  };
  return (
    <div class="stack">
      <button type="button" onClick={() => void find()} disabled={asked.value}>
        {asked.value ? 'Looking …' : 'Show some keys'}
      </button>
      {error.value && <Failure error={error.value} />}
      {keys.value?.length === 0 && <p>There are none: no event has been folded into {model.name} yet.</p>}
      {keys.value && keys.value.length > 0 && (
        <ul class="keys-found">
          {keys.value.map(key => (
            <li key={JSON.stringify(key)}>
              <button type="button" onClick={() => choose({ key, grain: null })}>
                {Object.values(key).join(' · ')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
