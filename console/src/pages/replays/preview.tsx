// What a replay would do, as the API tells it: numbers by name, and what else it has to say.

import { count } from '../../format.ts';
import { worded } from './counts.tsx';

export function Preview({ preview }: { preview: Record<string, unknown> }) {
  const { numbers, texts, lists } = sorted(preview);
  return (
    <div class="stack" role="status">
      <dl class="facts wide">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{worded(name)}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {lists.map(([name, entries]) => (
        <p key={name} class="small">
          {worded(name)}: {entries.map(([key, value]) => `${count(value)} ${worded(key)}`).join(', ')}
        </p>
      ))}
      {texts.map(([name, text]) => (
        <p key={name} class="small">
          {text}
        </p>
      ))}
    </div>
  );
}

type Named<T> = [name: string, value: T];

function sorted(preview: Record<string, unknown>) {
  const numbers: Named<number>[] = [];
  const texts: Named<string>[] = [];
  const lists: Named<Named<number>[]>[] = [];
  for (const [name, value] of Object.entries(preview)) {
    if (name === 'type' || name === 'data') continue;
    if (typeof value === 'number') numbers.push([name, value]);
    else if (typeof value === 'string') texts.push([name, value]);
    else if (Array.isArray(value))
      texts.push(
        ...value.filter(item => typeof item === 'string').map((item): Named<string> => [item, item]),
      );
    else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).filter(
        (entry): entry is Named<number> => typeof entry[1] === 'number',
      );
      if (entries.length > 0) lists.push([name, entries]);
    }
  }
  return { numbers, texts, lists };
}
