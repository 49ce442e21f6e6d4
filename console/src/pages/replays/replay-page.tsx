import { Page } from '../../parts/page.tsx';

export default function ReplayPage() {
  return <Page title="Replay">…</Page>;
}
