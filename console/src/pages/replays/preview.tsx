// What a replay would do, before it is asked for.

import { bytes, count } from '../../format.ts';
import { worded } from './counts.tsx';
import type { ReplayPreview } from './replay.ts';

export function Preview({ preview: { amount, byReason, steps, effects } }: { preview: ReplayPreview }) {
  return (
    <div class="stack" role="status">
      <dl class="facts wide">
        <div>
          <dt>
            {amount.of === 'bytes' ? 'size' : amount.of}
            {amount.exact ? '' : ', at most'}
          </dt>
          <dd>{amount.of === 'bytes' ? bytes(amount.count) : count(amount.count)}</dd>
        </div>
        {Object.entries(byReason ?? {}).map(([reason, events]) => (
          <div key={reason}>
            <dt>{worded(reason)}</dt>
            <dd>{count(events)}</dd>
          </div>
        ))}
        <div>
          <dt>steps, about</dt>
          <dd>{count(steps)}</dd>
        </div>
      </dl>
      {effects.map(effect => (
        <p key={effect}>{effect}</p>
      ))}
    </div>
  );
}
