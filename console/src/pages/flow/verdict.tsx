// Is all well? If not: what, and where to look. Only a change of the verdict is announced, not each number.

import { counted, milliseconds, rate, timeOfDay } from '../../format.ts';
import { type Finding, type Flow, sumOf } from './flow.ts';

const headlines = {
  ok: 'All is well',
  attention: 'Something needs a look',
  trouble: 'Something is wrong',
} as const;

/** As many as can be taken in; the rest is counted. */
const shown = 6;

export function Verdict({ flow }: { flow: Flow }) {
  const { state, findings, latencyMs } = flow;
  const { perSecond } = sumOf(flow.sources);
  return (
    <section class={`verdict ${state}`} aria-labelledby="verdict">
      <div class="verdict-head">
        <h2 id="verdict" aria-live="polite">
          {headlines[state]}
        </h2>
        <p class="quiet">
          {rate(perSecond.received)} events/s in, gold after {milliseconds(latencyMs.p50)} (p50) and{' '}
          {milliseconds(latencyMs.p99)} (p99), at {timeOfDay(flow.asOf)}
        </p>
      </div>
      {findings.length > 0 && (
        <ul class="findings">
          {findings.slice(0, shown).map(finding => (
            <Found key={finding.title} finding={finding} />
          ))}
          {findings.length > shown && <li>and {counted(findings.length - shown, 'other finding')}.</li>}
        </ul>
      )}
    </section>
  );
}

function Found({ finding: { severity, title, detail, link, source } }: { finding: Finding }) {
  return (
    <li class={`finding ${severity}`}>
      <p>
        <a href={link}>
          <strong>{title}</strong>
        </a>
        {source === undefined && <span class="quiet"> (everywhere)</span>}
      </p>
      <p>{detail}</p>
    </li>
  );
}
