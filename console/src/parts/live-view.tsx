// A live answer on a page: loading, failed, or there; and there but growing old, which is said above it.

import type { ComponentChildren } from 'preact';
import type { Live } from '../live.ts';
import { Failure, Loading } from './failure.tsx';

type LiveViewProps<T> = { live: Live<T>; what: string; children: (data: T) => ComponentChildren };

export function LiveView<T>({ live, what, children }: LiveViewProps<T>) {
  const data = live.data.value;
  const error = live.error.value;
  if (data === null)
    return error === null ? <Loading what={what} /> : <Failure error={error} retry={live.refresh} />;
  return (
    <>
      {error !== null && <Failure error={error} retry={live.refresh} />}
      {children(data)}
    </>
  );
}
