// What is done with a row on its way to a fold: it is filtered, or its lists are unnested.

import type { SyntaxNode } from '../../sql-expression/syntax.ts';
import type { Width } from '../width.ts';
import type { Frame } from './frame.ts';

export type Step =
  | { kind: 'filter'; holds: (frame: Frame) => boolean }
  /** The list to unnest; anything but a list has no elements. */
  | { kind: 'unnest'; list: (frame: Frame) => unknown; series?: Series };

/**
 * What is folded is a *pane*: panes follow one another. A row counts in the windows that are called by the panes from
 * `first` to `last`, counted from its own; in a tumbling window that is its own, and both are 0.
 */
export type Hops = { first: number; last: number };

/** A series of hopping windows, unnested: what it leaves of a row's windows is the pane that the row lies in. */
export type Series = {
  pane: Width;
  hops: Hops;
  /** Whether all rows of an event lie in one pane. */
  ofEvent: boolean;
  at: SyntaxNode;
};
