// GET /api/metrics: this instance's counters and latencies in Prometheus' text format. For operators.

import { registerGet } from '../src/http-function.ts';

registerGet(
  'metrics',
  'metrics',
  'operator',
  ({ metrics }) => ({
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: metrics.exposition(),
  }),
  { anywhere: true },
);
