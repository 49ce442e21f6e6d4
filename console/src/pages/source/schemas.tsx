// The schemas of a source: each version, and what changed from one to another.

import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { counted } from '../../format.ts';
import { CodeBox } from '../../parts/code-box.tsx';
import { Empty } from '../../parts/failure.tsx';
import { diffLines, foldSame } from '../../parts/line-diff.ts';
import type { SchemaVersion, SourceType } from './source.ts';

export function Schemas({ types }: { types: readonly SourceType[] }) {
  const { path, query, route } = useLocation();
  const type = types.find(({ name }) => name === query.type) ?? types[0];
  if (!type) return <Empty title="This source has no type yet.">Add "types" to its source.json.</Empty>;
  const go = (changed: Record<string, string>) =>
    route(`${path}?${new URLSearchParams({ show: 'schemas', type: type.name, ...changed })}`, true);
  return (
    <section class="panel" aria-labelledby="schemas">
      <div class="panel-head">
        <h2 id="schemas">Schemas</h2>
        <span class="small quiet">{counted(types.length, 'type')}</span>
      </div>
      <div class="choices">
        <label class="field">
          Type
          <select value={type.name} onChange={event => go({ type: event.currentTarget.value })}>
            {types.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Versions type={type} query={query} go={go} />
      </div>
      <p class="quiet">
        {type.description} Its rows are in <code>silver.{type.table}</code>.
      </p>
      <Comparison key={type.name} versions={type.versions} from={query.from} to={query.to} />
    </section>
  );
}

type VersionsProps = {
  type: SourceType;
  query: Record<string, string>;
  go: (changed: Record<string, string>) => void;
};

function Versions({ type, query, go }: VersionsProps) {
  const { from, to } = chosen(type.versions, query.from, query.to);
  if (type.versions.length < 2) return null;
  const pick = (name: 'from' | 'to', label: string, value: SchemaVersion | undefined) => (
    <label class="field">
      {label}
      <select
        value={String(value?.version)}
        onChange={event =>
          go({ from: String(from?.version), to: String(to?.version), [name]: event.currentTarget.value })
        }
      >
        {type.versions.map(({ version, present }) => (
          <option key={version} value={String(version)}>
            {version ?? 'without a number'}
            {present ? ' (present)' : ''}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {pick('from', 'From version', from)}
      {pick('to', 'To version', to)}
    </>
  );
}

type ComparisonProps = {
  versions: readonly SchemaVersion[];
  from: string | undefined;
  to: string | undefined;
};

function Comparison({ versions, from, to }: ComparisonProps) {
  const pair = chosen(versions, from, to);
  const [before, after] = [linesOf(pair.from), linesOf(pair.to)];
  const text = `${before.join('\n')}\0${after.join('\n')}`;
  // The source is asked for each second; its schemas are the same ones.
  const lines = useMemo(() => diffLines(before, after), [text]);
  const changed = lines.filter(({ kind }) => kind !== 'same').length;
  const marks = { same: ' ', added: '+', removed: '−' } as const;
  return (
    <>
      <p role="status">
        {versions.length < 2
          ? 'There is one version so far. A second one is made by npm run schemas -- release.'
          : changed === 0
            ? 'Both are the same.'
            : `${counted(changed, 'line')} differ from version ${pair.from?.version} to ${pair.to?.version}.`}
      </p>
      <CodeBox label="The schema, line by line">
        {(changed === 0 ? lines : foldSame(lines)).map((line, index) =>
          'skipped' in line ? (
            <span class="line skipped" key={index}>
              {`  … ${counted(line.skipped, 'line')} the same\n`}
            </span>
          ) : (
            <span class={`line ${line.kind}`} key={index}>
              <span class="unseen">{line.kind === 'same' ? '' : `${line.kind}: `}</span>
              {`${marks[line.kind]} ${line.text}\n`}
            </span>
          ),
        )}
      </CodeBox>
    </>
  );
}

/** Newest first: without a wish, the present one against the one before. */
function chosen(versions: readonly SchemaVersion[], from: string | undefined, to: string | undefined) {
  const named = (wanted: string | undefined) => versions.find(({ version }) => String(version) === wanted);
  return { from: named(from) ?? versions[1] ?? versions[0], to: named(to) ?? versions[0] };
}

const linesOf = (version: SchemaVersion | undefined): string[] =>
  JSON.stringify(version?.schema ?? {}, null, 2).split('\n');
