import { Page } from '../../parts/page.tsx';

export default function SourcesPage() {
  return <Page title="Sources">…</Page>;
}
