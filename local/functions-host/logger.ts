// Log lines: one JSON object a line on stderr, filtered by host.json `logging.logLevel`.

import type { LogLevel } from './core-types.ts';
import type { HostConfig } from './host-json.ts';

const order: Record<string, number> = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
  none: 6,
};

export interface Logger {
  enabled(level: LogLevel, category: string): boolean;
  log(level: LogLevel, category: string, message: string, details?: Record<string, unknown>): void;
}

/** The longest configured prefix of the category decides; then `default`; then `Information`. */
export function createLogger(config: HostConfig, instance: string, write: (line: string) => void): Logger {
  const levels = config.children('logging.logLevel');
  const fallback = levelOf(levels.get('default') ?? 'information', 'default');
  const prefixes = [...levels]
    .filter(([name]) => name !== 'default')
    .map(([name, level]) => ({ name, level: levelOf(level, name) }))
    .sort((a, b) => b.name.length - a.name.length);
  const thresholds = new Map<string, number>();

  function threshold(category: string): number {
    let value = thresholds.get(category);
    if (value === undefined) {
      const lower = category.toLowerCase();
      value = prefixes.find(p => lower === p.name || lower.startsWith(`${p.name}.`))?.level ?? fallback;
      thresholds.set(category, value);
    }
    return value;
  }
  const enabled = (level: LogLevel, category: string) => (order[level] ?? 2) >= threshold(category);

  return {
    enabled,
    log(level, category, message, details) {
      if (!enabled(level, category)) return;
      write(
        JSON.stringify({
          time: new Date().toISOString(),
          level,
          host: instance,
          category,
          message,
          ...details,
        }),
      );
    },
  };
}

function levelOf(value: unknown, name: string): number {
  const level = order[String(value).toLowerCase()];
  if (level === undefined)
    throw new Error(`host.json logging.logLevel.${name}: "${String(value)}" is not a log level`);
  return level;
}

/** The text of an error for the log: its stack when it has one. */
export function errorText(error: unknown): string {
  // Microsoft's clients throw all that their tries threw, under no message.
  const last = error instanceof AggregateError && error.message === '' ? error.errors.at(-1) : error;
  return last instanceof Error ? (last.stack ?? last.message) : String(last);
}
