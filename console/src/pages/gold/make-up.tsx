// What a model is made of: its query, each column down to the fields of events, its versions, and what its audit found.

import type { ComponentChildren } from 'preact';
import { answered, api, type ModelName, type Schema } from '../../api/client.ts';
import { counted, dateTime } from '../../format.ts';
import { useLive } from '../../live.ts';
import { LiveView } from '../../parts/live-view.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { at } from '../../paths.ts';
import { SqlText } from './sql-text.tsx';

type Details = Schema<'ModelDetails'>;
type Origin = Schema<'FieldOrigin'>;

export function ModelMakeUp({ name }: { name: string }) {
  const live = useLive(
    async signal =>
      answered(api.GET('/models/{model}', { params: { path: { model: name as ModelName } }, signal })),
    15_000,
    [name],
  );
  return (
    <LiveView live={live} what="what it is made of">
      {details => (
        <>
          <div class="columns made-of">
            <Versions details={details} />
            <Audit details={details} />
          </div>
          <Lineage details={details} />
          <Panel title="Query">
            <SqlText sql={details.sql} label={`The query of ${name}`} />
          </Panel>
        </>
      )}
    </LiveView>
  );
}

function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel">
      <div class="panel-head">
        <h2>{title}</h2>
      </div>
      {children}
    </section>
  );
}

function Versions({ details: { versions, rebuild } }: { details: Details }) {
  return (
    <Panel title="Versions">
      <ul class="lines">
        {versions.map(({ version, state }) => (
          <li key={version}>
            <strong>{version}</strong>{' '}
            <span class={`state ${state === 'answers' ? 'ok' : 'idle'}`}>{state}</span>
          </li>
        ))}
      </ul>
      {rebuild === null ? (
        <p class="quiet">No rebuild was asked for.</p>
      ) : (
        <p>
          Last rebuild: <a href={at(`/replays/${rebuild.id}`)}>{rebuild.state}</a>
          {rebuild.phase !== '' && `, at ${rebuild.phase}`}, asked for {dateTime(rebuild.requestedAt)}
          {rebuild.error !== null && <span class="quiet"> {rebuild.error}</span>}
        </p>
      )}
    </Panel>
  );
}

function Audit({ details: { name, audit } }: { details: Details }) {
  return (
    <Panel title="Audit">
      {audit === null ? (
        <p class="quiet">
          None is kept yet: a rebuild ends with one, and <code>npm run gold -- audit {name}</code> makes one
          now.
        </p>
      ) : (
        <>
          <p>
            <span class={`state ${audit.differences === 0 ? 'ok' : 'trouble'}`}>
              {audit.differences === 0
                ? 'equals its recomputation'
                : counted(audit.differences, 'difference')}
            </span>
          </p>
          <p class="quiet">
            Version {audit.version}, {counted(audit.groupsCompared, 'group')} compared, {dateTime(audit.at)}
          </p>
        </>
      )}
    </Panel>
  );
}

function Lineage({ details }: { details: Details }) {
  const { lineage, key, columns, window, over, lookups } = details;
  const described = new Map([...key, ...columns].map(column => [column.name, column]));
  const names = [...new Set([...described.keys(), ...Object.keys(lineage.columns)])];
  return (
    <Panel title="Lineage">
      <p class="quiet">
        From {lineage.tables.join(', ')}
        {over !== null && (
          <>
            , over <a href={at(`/gold/${over}`)}>{over}</a>
          </>
        )}
        {lookups.length > 0 && `, looks up ${lookups.join(', ')}`}
        {window !== null && `, in windows by ${window}`}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="scroll" tabIndex={0} aria-label="Lineage by column">
        <table class="data lineage">
          <TableHead columns={['Column', 'Silver', 'Field of the event']} />
          {names.map(name => (
            <ColumnOrigins
              key={name}
              name={name}
              about={described.get(name)?.description ?? null}
              origins={lineage.columns[name] ?? []}
            />
          ))}
        </table>
      </section>
    </Panel>
  );
}

type ColumnOriginsProps = { name: string; about: string | null; origins: readonly Origin[] };

function ColumnOrigins({ name, about, origins }: ColumnOriginsProps) {
  const heading = (
    <th scope="rowgroup" rowSpan={Math.max(1, origins.length)}>
      {name}
      {about !== null && <p class="quiet small">{about}</p>}
    </th>
  );
  return (
    <tbody>
      {origins.length === 0 && (
        <tr>
          {heading}
          <td colSpan={2} class="quiet">
            counts rows
          </td>
        </tr>
      )}
      {origins.map((origin, i) => (
        <tr key={`${origin.table}.${origin.column}`}>
          {i === 0 && heading}
          <td>
            <code>
              {origin.table}.{origin.column}
            </code>
          </td>
          <td>
            {origin.field === null ? (
              <span class="quiet">the platform adds it</span>
            ) : (
              <>
                <a href={at(`/sources/${origin.source}`)}>{origin.source}</a> <code>{origin.type}</code>{' '}
                <code>{origin.field}</code>
              </>
            )}
            {origin.description !== null && <p class="quiet small">{origin.description}</p>}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
