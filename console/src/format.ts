// Numbers and times as people read them. One language, so that two people who talk about a page see the same.

const locale = 'en-GB';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dated = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export const none = '–';

export const count = (value: number): string => whole.format(value);

/** Events a second: `0`, `4.2`, `579`. */
export const rate = (value: number): string =>
  value === 0 ? '0' : value < 10 ? oneDigit.format(value) : whole.format(value);

/** A share between 0 and 1. It says 100% only of all. */
export const share = (value: number): string => percent.format(value < 1 ? Math.min(value, 0.9999) : value);

export const milliseconds = (value: number | null): string =>
  value === null ? none : `${whole.format(value)} ms`;

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let rest = value;
  let unit = 0;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  return `${unit === 0 || rest >= 100 ? whole.format(rest) : oneDigit.format(rest)} ${units[unit]}`;
}

/** `0.4 s`, `12 s`, `3 min`, `2 h`, `5 days`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${oneDigit.format(Math.max(0, seconds))} s`;
  if (seconds < 120) return `${whole.format(seconds)} s`;
  if (seconds < 7_200) return `${whole.format(seconds / 60)} min`;
  if (seconds < 172_800) return `${whole.format(seconds / 3_600)} h`;
  return `${whole.format(seconds / 86_400)} days`;
}

/** How long ago a moment was. */
export const ago = (at: string | number): string =>
  `${duration((Date.now() - new Date(at).getTime()) / 1000)} ago`;

export const timeOfDay = (at: string | number): string => clock.format(new Date(at));

export const dateTime = (at: string | number): string => dated.format(new Date(at));

/** `1 file`, `12 files`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${whole.format(value)} ${value === 1 ? one : many}`;
