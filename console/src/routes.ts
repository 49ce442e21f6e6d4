// Every view and its address: what the navigation shows, and what is loaded when it is opened.

import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { FlowPage } from './pages/flow/flow-page.tsx';

export type PageRoute = {
  /** Below the console's root; `:name` is a parameter. */
  path: string;
  /** In the navigation, if it is there. */
  nav?: string;
  /** A route whose views belong to this entry of the navigation. */
  under?: string;
  page: ComponentType;
};

export const routes: readonly PageRoute[] = [
  { path: '/', nav: 'Flow', page: FlowPage },
  { path: '/sources', nav: 'Sources', page: lazy(() => import('./pages/source/sources-page.tsx')) },
  { path: '/sources/:source', under: '/sources', page: lazy(() => import('./pages/source/source-page.tsx')) },
  { path: '/gold', nav: 'Gold', page: lazy(() => import('./pages/gold/models-page.tsx')) },
  { path: '/gold/:model', under: '/gold', page: lazy(() => import('./pages/gold/model-page.tsx')) },
  { path: '/sql', nav: 'SQL', page: lazy(() => import('./pages/sql/sql-page.tsx')) },
  { path: '/replays', nav: 'Replays', page: lazy(() => import('./pages/replays/replays-page.tsx')) },
  {
    path: '/replays/new',
    under: '/replays',
    page: lazy(() => import('./pages/replays/new-replay-page.tsx')),
  },
  { path: '/replays/:id', under: '/replays', page: lazy(() => import('./pages/replays/replay-page.tsx')) },
  { path: '/tables', nav: 'Tables', page: lazy(() => import('./pages/tables/tables-page.tsx')) },
  { path: '/reference', nav: 'API', page: lazy(() => import('./pages/reference/reference-page.tsx')) },
];
