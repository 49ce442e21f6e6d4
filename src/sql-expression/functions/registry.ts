// All functions that expressions may call, by name.

import type { SqlFunction } from '../overload.ts';
import { arithmetic } from './arithmetic.ts';
import { choices } from './choice.ts';
import { dateDifferences } from './date-diff.ts';
import { dateParts } from './date-parts.ts';
import { dateTruncation } from './date-trunc.ts';
import { jsonFunctions } from './json.ts';
import { patterns } from './like.ts';
import { lists } from './lists.ts';
import { mathematics } from './mathematics.ts';
import { regularExpressions } from './regex.ts';
import { timeFormats } from './strftime.ts';
import { structs } from './structs.ts';
import { text } from './text.ts';
import { textJoining } from './text-joining.ts';
import { textSearching } from './text-searching.ts';
import { timeBuckets } from './time-bucket.ts';
import { timeValues } from './time-values.ts';

export const functions: ReadonlyMap<string, SqlFunction> = new Map(
  [
    arithmetic,
    choices,
    dateDifferences,
    dateParts,
    dateTruncation,
    jsonFunctions,
    lists,
    mathematics,
    patterns,
    regularExpressions,
    structs,
    text,
    textJoining,
    textSearching,
    timeBuckets,
    timeFormats,
    timeValues,
  ].flatMap(group => Object.entries(group)),
);
