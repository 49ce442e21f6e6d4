// A relation of a model, flattened: from one silver table each, what is filtered, unnested and named. A UNION ALL has
// several branches. Everything is row by row, so all levels of a query read one frame.

import type { DataType } from '../../delta/schema.ts';
import type { Json } from '../../json.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Frame } from './frame.ts';

/**
 * `document`: JSON of the event, in which paths are followed before anything is converted; `schema` is its JSON Schema.
 * `required`: never null.
 */
export type Binding =
  | { kind: 'document'; type: DataType; schema: Json; get: (frame: Frame) => Json; required: boolean }
  | { kind: 'value'; type: SqlType; read: (frame: Frame) => Value; required: boolean };

/** Columns that an alias stands for. Names are in lower case, as SQL finds them. */
export type Visible = { alias: string; columns: Map<string, Binding> };

export type Step =
  | { kind: 'filter'; holds: (frame: Frame) => boolean }
  /** The list to unnest; its elements are JSON. */
  | { kind: 'unnest'; list: (frame: Frame) => Json };

export type Branch = {
  table: string;
  /** Whether its rows may go again: then only what can be taken back may be aggregated. */
  changes: boolean;
  steps: Step[];
  /** What expressions at this level can name. */
  visible: Visible[];
  unnested: number;
};
