// NCRONTAB schedules of timer triggers: {second} {minute} {hour} {day} {month} {day of week}, in UTC.
// Lists, ranges, steps and English names; five fields mean second 0. Day and day of week must both match, as in NCrontab.

export interface Schedule {
  /** The first occurrence after `after` (epoch ms), as epoch ms. Throws when there is none within eight years. */
  next(after: number): number;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface FieldRange {
  name: string;
  low: number;
  high: number;
  names?: { words: string[]; first: number };
}

const ranges: FieldRange[] = [
  { name: 'second', low: 0, high: 59 },
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: { words: months, first: 1 } },
  { name: 'day of week', low: 0, high: 7, names: { words: days, first: 0 } },
];

/** Parses an expression; throws with the field that is wrong. */
export function parseNcrontab(expression: string): Schedule {
  const parts = expression.trim().split(/\s+/);
  const six = parts.length === 5 ? ['0', ...parts] : parts;
  if (six.length !== 6) throw new Error(`The schedule "${expression}" must have six fields`);
  const [seconds, minutes, hours, monthDays, monthSet, weekDays] = ranges.map((range, index) =>
    parseField(six[index] ?? '', range, expression),
  ) as [boolean[], boolean[], boolean[], boolean[], boolean[], boolean[]];
  if (weekDays[7]) weekDays[0] = true;

  function next(after: number): number {
    const time = new Date(Math.floor(after / 1000) * 1000 + 1000);
    const limit = after + 8 * 366 * 86_400_000;
    while (time.getTime() <= limit) {
      if (!monthSet[time.getUTCMonth() + 1]) {
        time.setUTCMonth(time.getUTCMonth() + 1, 1);
        time.setUTCHours(0, 0, 0);
      } else if (!monthDays[time.getUTCDate()] || !weekDays[time.getUTCDay()]) {
        time.setUTCDate(time.getUTCDate() + 1);
        time.setUTCHours(0, 0, 0);
      } else if (!hours[time.getUTCHours()]) time.setUTCHours(time.getUTCHours() + 1, 0, 0);
      else if (!minutes[time.getUTCMinutes()]) time.setUTCMinutes(time.getUTCMinutes() + 1, 0);
      else if (!seconds[time.getUTCSeconds()]) time.setUTCSeconds(time.getUTCSeconds() + 1);
      else return time.getTime();
    }
    throw new Error(`The schedule "${expression}" never occurs`);
  }
  return { next };
}

function parseField(text: string, range: FieldRange, expression: string): boolean[] {
  const set: boolean[] = new Array(range.high + 1).fill(false);
  for (const item of text.split(',')) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item);
    const step = Number(match?.[3] ?? 1);
    const bad = new Error(`The schedule "${expression}" has a wrong ${range.name}: "${item}"`);
    if (!match || step < 1 || (match[1] === '*' && match[2] !== undefined)) throw bad;
    const from = match[1] === '*' ? range.low : numberOf(match[1] ?? '', range);
    let to = from;
    if (match[2] !== undefined) to = numberOf(match[2], range);
    else if (match[1] === '*' || match[3] !== undefined) to = range.name === 'day of week' ? 6 : range.high;
    if (!(from >= range.low && to <= range.high && from <= to)) throw bad;
    for (let value = from; value <= to; value += step) set[value] = true;
  }
  return set;
}

function numberOf(text: string, range: FieldRange): number {
  if (/^\d+$/.test(text)) return Number(text);
  const index = range.names?.words.indexOf(text.slice(0, 3).toLowerCase()) ?? -1;
  return index < 0 ? Number.NaN : index + (range.names?.first ?? 0);
}
