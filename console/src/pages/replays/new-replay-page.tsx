import { Page } from '../../parts/page.tsx';

export default function NewReplayPage() {
  return <Page title="NewReplay">…</Page>;
}
