import { Page } from '../../parts/page.tsx';

export function FlowPage() {
  return <Page title="Flow">…</Page>;
}
