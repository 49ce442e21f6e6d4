// The live view of `npm start`: what flows, how fast, and whether it adds up. Plain lines where there is no terminal.

import type { LedgerAnswer } from './platform.ts';
import type { Percentiles } from './report.ts';

export type Snapshot = {
  ledger: LedgerAnswer;
  previous: LedgerAnswer | null;
  elapsedMs: number;
  latency: Percentiles;
  url: string;
  kafka: string;
};

export function drawView(snapshot: Snapshot, isTerminal: boolean): string {
  return isTerminal ? `\x1b[H\x1b[2J${table(snapshot)}` : summaryLine(snapshot);
}

function summaryLine({ ledger, latency }: Snapshot): string {
  const { received, bronze, silver, quarantined, duplicates } = ledger.total;
  return `received ${received}  bronze ${bronze}  silver ${silver}  quarantined ${quarantined}  duplicates ${duplicates}  p50 ${latency.p50} ms  p99 ${latency.p99} ms  ledger ${ledger.state}\n`;
}

function table({ ledger, previous, elapsedMs, latency, url, kafka }: Snapshot): string {
  const rows = [...Map.groupBy(ledger.partitions, ({ hub }) => hub)].map(([hub, lanes]) => {
    const total = (column: keyof LedgerAnswer['total'], of = lanes) =>
      of.reduce((all, lane) => all + lane[column], 0);
    const before = previous?.partitions.filter(lane => lane.hub === hub) ?? lanes;
    const rate = Math.max(
      0,
      Math.round(((total('received') - total('received', before)) / elapsedMs) * 1000),
    );
    const state =
      lanes.find(lane => lane.state === 'does not add up')?.state ??
      lanes.find(lane => lane.state !== 'adds up')?.state ??
      'adds up';
    return [
      hub.padEnd(12),
      ...[
        rate,
        total('received'),
        total('bronze'),
        total('silver'),
        total('quarantined'),
        total('duplicates'),
      ].map(number),
      `  ${state}`,
    ].join('');
  });
  const head = [
    'source'.padEnd(12),
    ...['events/s', 'received', 'bronze', 'silver', 'quarantine', 'duplicates'].map(title =>
      title.padStart(12),
    ),
    '  ledger',
  ].join('');
  return [
    '\x1b[1mAssay\x1b[0m  twelve sources → Event Hubs → bronze → silver → gold',
    '',
    head,
    ...rows,
    '',
    `event to gold   p50 ${latency.p50} ms   p99 ${latency.p99} ms   p99.9 ${latency.p999} ms   (${latency.events} events)`,
    `ledger          ${ledger.state}`,
    '',
    ...openThese(url, kafka),
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

export function openThese(url: string, kafka: string): string[] {
  return [
    `Look at it: ${url}/api/console/#key=local-function-key`,
    'Ask it something (a function key is needed, as in Azure):',
    `  curl -H 'x-functions-key: local-function-key' '${url}/api/gold/loyalty_redemption?programme=home'`,
    `  curl -H 'x-functions-key: local-function-key' '${url}/api/gold'      all models, their keys and columns`,
    `  curl -H 'x-functions-key: local-function-key' '${url}/api/ledger'    does everything add up?`,
    `  curl '${url}/api/health'`,
    `Kafka clients: ${kafka}, SASL_PLAINTEXT, PLAIN, user $ConnectionString, password the EventHubs setting`,
  ];
}

function number(value: number): string {
  return value.toLocaleString('en-GB').padStart(12);
}
