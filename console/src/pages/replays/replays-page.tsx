import { Page } from '../../parts/page.tsx';

export default function ReplaysPage() {
  return <Page title="Replays">…</Page>;
}
