// strftime, with the specifiers that mean the same in every language: text in English, times in UTC.

import { foldedText } from '../bound.ts';
import { civilOf, dayOfMicros, daysOf, isoDayOfWeek, timeOfMicros } from '../calendar.ts';
import { dateToTimestamp } from '../cast-time.ts';
import { formatTimestamp } from '../date-text.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { date, type SqlType, timestamp, timestamptz, varchar } from '../types.ts';
import type { Whole } from '../value.ts';
import { dayName, monthName } from './date-parts.ts';

type Moment = { days: number; time: number };
type Write = (moment: Moment) => string;

function padded(digits: number, compute: (moment: Moment) => number): Write {
  return moment => String(compute(moment)).padStart(digits, '0');
}

const hour = ({ time }: Moment) => Math.floor(time / 3_600_000_000);
const halfDayHour = (moment: Moment) => ((hour(moment) + 11) % 12) + 1;
const minute = ({ time }: Moment) => Math.floor(time / 60_000_000) % 60;
const second = ({ time }: Moment) => Math.floor(time / 1_000_000) % 60;
const dayOfYear = ({ days }: Moment) => days - daysOf({ year: civilOf(days).year, month: 1, day: 1 }) + 1;

/** With the digits that numbers are padded to; `%-d` leaves the padding out. */
const numbers: Record<string, { digits: number; compute: (moment: Moment) => number }> = {
  m: { digits: 2, compute: ({ days }) => civilOf(days).month },
  d: { digits: 2, compute: ({ days }) => civilOf(days).day },
  H: { digits: 2, compute: hour },
  I: { digits: 2, compute: halfDayHour },
  M: { digits: 2, compute: minute },
  S: { digits: 2, compute: second },
  y: { digits: 2, compute: ({ days }) => Math.abs(civilOf(days).year % 100) },
  j: { digits: 3, compute: dayOfYear },
};

const writers: Record<string, Write> = {
  Y: ({ days }) => {
    const { year } = civilOf(days);
    return year < 0 ? String(year) : String(year).padStart(4, '0');
  },
  f: padded(6, ({ time }) => time % 1_000_000),
  g: padded(3, ({ time }) => Math.floor((time % 1_000_000) / 1000)),
  u: padded(1, ({ days }) => isoDayOfWeek(days)),
  w: padded(1, ({ days }) => isoDayOfWeek(days) % 7),
  a: ({ days }) => dayName(days).slice(0, 3),
  A: ({ days }) => dayName(days),
  b: ({ days }) => monthName(days).slice(0, 3),
  B: ({ days }) => monthName(days),
  p: moment => (hour(moment) < 12 ? 'AM' : 'PM'),
  '%': () => '%',
};

function writerOf(specifier: string): Write | null {
  const number = numbers[specifier.replace('-', '')];
  if (number) return padded(specifier.startsWith('-') ? 1 : number.digits, number.compute);
  return writers[specifier] ?? null;
}

function compileFormat(format: string, { node }: Call): (micros: Whole) => string {
  const writes: Write[] = [];
  for (const [all, specifier] of format.matchAll(/%(-?.|$)|[^%]+/gs)) {
    const write = specifier === undefined ? () => all : writerOf(specifier);
    if (!write)
      return refuse(node, `strftime does not write %${specifier}`, `%${Object.keys(numbers).join(' %')} …`);
    writes.push(write);
  }
  return micros => {
    if (micros === Infinity || micros === -Infinity) return formatTimestamp(micros);
    const moment = { days: dayOfMicros(micros), time: timeOfMicros(micros) };
    return writes.map(write => write(moment)).join('');
  };
}

/** The format may stand first or last. */
function ofType(type: SqlType, toMicros: (value: never) => Whole) {
  const read = toMicros as (value: Whole) => Whole;
  const at =
    (place: 0 | 1) =>
    (call: Call): Apply => {
      const format = foldedText(call.args[place]);
      if (format === null) return refuse(call.node, 'strftime takes its format as a constant');
      const write = compileFormat(format, call);
      return place === 1
        ? (value: Whole) => write(read(value))
        : (_format: string, value: Whole) => write(read(value));
    };
  return [prepared([type, varchar], varchar, at(1)), prepared([varchar, type], varchar, at(0))];
}

export const timeFormats: Record<string, SqlFunction> = {
  strftime: overloads(
    ...ofType(date, dateToTimestamp),
    ...[timestamp, timestamptz].flatMap(type => ofType(type, (micros: Whole) => micros)),
  ),
};
