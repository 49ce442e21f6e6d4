import { Page } from '../../parts/page.tsx';

export default function TablesPage() {
  return <Page title="Tables">…</Page>;
}
