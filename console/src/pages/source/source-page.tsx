import { Page } from '../../parts/page.tsx';

export default function SourcePage() {
  return <Page title="Source">…</Page>;
}
