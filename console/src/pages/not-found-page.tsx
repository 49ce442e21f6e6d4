import { Empty } from '../parts/failure.tsx';
import { Page } from '../parts/page.tsx';
import { at } from '../paths.ts';

export function NotFoundPage() {
  return (
    <Page title="There is no such view">
      <Empty title={`Nothing has the address ${location.pathname}.`}>
        <a href={at('/')}>Go to Flow</a>, where every view can be reached from.
      </Empty>
    </Page>
  );
}
