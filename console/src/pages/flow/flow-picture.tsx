// Sources → Event Hubs → bronze → silver → gold. A table, drawn as lines between stations: each cell is the arrow that
// arrives there. A line is as wide as its rate has digits, and says by colour and dashes when events wait.

import { count, duration, rate } from '../../format.ts';
import { State } from '../../parts/state.tsx';
import { at } from '../../paths.ts';
import { type Flow, type FlowSource, lineWidth, sumOf } from './flow.ts';

/** Seconds. An event that goes through is faster, whatever the percentile. */
const waitsFrom = 0.5;

export function FlowPicture({ flow }: { flow: Flow }) {
  const { sources } = flow;
  if (sources.length === 0)
    return (
      <p class="notice">
        The catalog has no source. Add a folder with source.json to catalog/ and start the platform again.
      </p>
    );
  return (
    <div class="picture">
      <LaneTable sources={sources} />
      <Confluence sources={sources} />
      <Gold models={flow.gold.models} />
    </div>
  );
}

function LaneTable({ sources }: { sources: readonly FlowSource[] }) {
  const { perSecond } = sumOf(sources);
  return (
    <table class="lanes">
      <caption class="unseen">Events a second on the way from each source to silver, and what waits</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <Tier name="Event Hubs" tier="hub" value={perSecond.received} />
          <Tier name="Bronze" tier="bronze" value={perSecond.bronze} />
          <Tier name="Quarantine" tier="quarantine" value={perSecond.quarantined} />
          <Tier name="Silver" tier="silver" value={perSecond.silver} />
        </tr>
      </thead>
      <tbody>
        {sources.map(source => (
          <Lane key={source.name} source={source} />
        ))}
      </tbody>
    </table>
  );
}

function Tier({ name, tier, value }: { name: string; tier: string; value: number }) {
  return (
    <th scope="col" class={`tier ${tier}`}>
      {name} <span class="total">{rate(value)}/s</span>
    </th>
  );
}

function Lane({ source }: { source: FlowSource }) {
  const { name, kind, state, perSecond, lag, totals } = source;
  const { oldestSeconds, bronzeEvents, refineEvents } = lag;
  return (
    <tr class={`lane ${state}`} data-source={name}>
      <th scope="row">
        <a href={at(`/sources/${name}`)}>{name}</a>{' '}
        <span class="kind">
          {state === 'ok' ? kind === 'cdc' ? 'changes' : 'events' : <State mood={state} />}
        </span>
      </th>
      <Arrow tier="hub" label="Event Hubs" perSecond={perSecond.received} />
      <Arrow
        tier="bronze"
        label="Bronze"
        perSecond={perSecond.bronze}
        note={bronzeEvents > 0 ? `${count(bronzeEvents)} gather` : ''}
      />
      <td
        class={`arrow refused${perSecond.quarantined > 0 ? ' flows' : ''}${perSecond.silver > 0 ? '' : ' rests'}`}
        style={{ '--line': `${lineWidth(perSecond.silver + perSecond.quarantined)}px` }}
      >
        <span class="station">Refused</span>
        <span class="rate">{rate(perSecond.quarantined)}</span>
        {totals.quarantined > 0 && (
          <a class="note" href={at(`/sources/${name}`, { show: 'quarantine' })}>
            {count(totals.quarantined)} lie there
          </a>
        )}
      </td>
      <Arrow
        tier="silver"
        label="Silver"
        perSecond={perSecond.silver}
        waits={oldestSeconds > waitsFrom}
        fails={perSecond.failures > 0}
        note={silverNote(refineEvents, oldestSeconds, perSecond)}
      />
    </tr>
  );
}

function silverNote(waiting: number, oldestSeconds: number, { failures }: FlowSource['perSecond']): string {
  if (failures > 0) return `${rate(failures)} batches/s fail`;
  if (waiting > 0 && oldestSeconds > waitsFrom) return `${count(waiting)} wait, ${duration(oldestSeconds)}`;
  return '';
}

type ArrowProps = {
  tier: string;
  label: string;
  perSecond: number;
  waits?: boolean;
  fails?: boolean;
  note?: string;
};

function Arrow({ tier, label, perSecond, waits = false, fails = false, note = '' }: ArrowProps) {
  const mood = fails ? ' fails' : waits ? ' waits' : perSecond > 0 ? '' : ' rests';
  return (
    <td class={`arrow ${tier}${mood}`} style={{ '--line': `${lineWidth(perSecond)}px` }}>
      <span class="station">{label}</span>
      <span class="rate">{rate(perSecond)}</span>
      <span class="note">{note}</span>
    </td>
  );
}

/** All lanes run together into gold. Drawn only; the table and the list say the same. */
function Confluence({ sources }: { sources: readonly FlowSource[] }) {
  const all = sources.length;
  return (
    <svg class="confluence" viewBox={`0 0 100 ${all}`} preserveAspectRatio="none" aria-hidden="true">
      {sources.map(({ name, perSecond, state }, index) => {
        const from = index + 0.5;
        const to = all / 2 + (from - all / 2) * 0.25;
        return (
          <path
            key={name}
            class={perSecond.silver > 0 ? state : 'rests'}
            d={`M0 ${from} C55 ${from} 45 ${to} 100 ${to}`}
            style={{ '--line': `${lineWidth(perSecond.silver)}px` }}
          />
        );
      })}
    </svg>
  );
}

function Gold({ models }: { models: Flow['gold']['models'] }) {
  const folds = models.reduce((sum, { foldsPerSecond }) => sum + foldsPerSecond, 0);
  return (
    <section class="gold-panel" aria-labelledby="gold">
      <h2 id="gold" class="tier gold">
        Gold <span class="total">{rate(folds)} folds/s</span>
      </h2>
      <ul>
        {models.map(({ name, foldsPerSecond }) => (
          <li key={name}>
            <a href={at(`/gold/${name}`)}>{name.replaceAll('_', ' ')}</a>
            <span class="rate">{rate(foldsPerSecond)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
