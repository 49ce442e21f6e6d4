// Does it add up? What was received is in silver, in quarantine, a duplicate, or still on its way.

import { count, counted } from '../../format.ts';
import { State } from '../../parts/state.tsx';
import { type Flow, sumOf } from './flow.ts';

export function LedgerSum({ flow: { ledger, sources } }: { flow: Flow }) {
  const { received, bronze, silver, quarantined, duplicates, redriven, lost, silverLost } =
    sumOf(sources).totals;
  const onTheWay = Math.max(0, received - silver - quarantined - duplicates - silverLost);
  const isWrong = ledger.state === 'does not add up';
  return (
    <section class="panel" aria-labelledby="ledger">
      <div class="panel-head">
        <h2 id="ledger">Ledger</h2>
        <State mood={isWrong ? 'trouble' : 'ok'}>
          {isWrong
            ? `${counted(ledger.differences, 'coordinate does', 'coordinates do')} not add up`
            : ledger.state === 'adds up'
              ? 'adds up'
              : 'adds up so far, some are on their way'}
        </State>
      </div>
      <dl class="sum">
        <Term name="received" value={received} />
        <Term sign="=" name="in silver" tier="silver" value={silver} />
        <Term sign="+" name="in quarantine" value={quarantined} />
        <Term sign="+" name="duplicates" value={duplicates} />
        {silverLost > 0 && <Term sign="+" name="lost" value={silverLost} />}
        <Term sign="+" name="on their way" value={onTheWay} />
      </dl>
      <p class="small quiet">
        {count(bronze)} of {count(received)} lie in bronze, which gathers for some seconds.
        {lost > 0 && ` ${count(lost)} are lost to it: the hub let them go first.`} {count(redriven)} of what
        was received came by a redrive.
      </p>
    </section>
  );
}

type TermProps = { sign?: string; name: string; value: number; tier?: string };

function Term({ sign = '', name, value, tier = '' }: TermProps) {
  return (
    <div class={tier}>
      <dt>{name}</dt>
      <dd>
        {sign !== '' && <span class="sign">{sign}</span>}
        {count(value)}
      </dd>
    </div>
  );
}
