// What flows, right now: one look says whether all is well, and each thing that is not leads to its cause.

import { answered, api } from '../../api/client.ts';
import { useLive } from '../../live.ts';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { FlowCharts } from './flow-charts.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { LedgerSum } from './ledger-sum.tsx';
import { Verdict } from './verdict.tsx';

export function FlowPage() {
  const flow = useLive(signal => answered(api.GET('/flow', { signal })), 1_000);
  return (
    <Page title="Flow" lead="From the sources to gold, as of a second ago.">
      <LiveView live={flow} what="the flow">
        {now => (
          <>
            <Verdict flow={now} />
            <FlowPicture flow={now} />
            <LedgerSum flow={now} />
          </>
        )}
      </LiveView>
      <FlowCharts />
    </Page>
  );
}
