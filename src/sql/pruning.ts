// The files of each source that a query can need.

import type { AddFile } from '../delta/actions.ts';
import { pruneFiles } from '../delta/statistics.ts';
import { currentSchema } from '../tables/current-rows.ts';
import { Failed } from './child-process.ts';
import { findConditions } from './conditions.ts';
import { isConstantExpression, toPredicates } from './constants.ts';
import { namesGiven } from './fence.ts';
import type { Evaluated } from './protocol.ts';

import type { Evaluate, LakeSource } from './sources.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/** Constants beyond these narrow nothing. */
const maxConstants = 500;

/** By source, in the order of the log. Where a constant has no value (`1 / 0`) all files are needed: the query will say so. */
export async function neededFiles(
  statement: SyntaxNode,
  sources: readonly LakeSource[],
  evaluate: Evaluate,
): Promise<Map<LakeSource, AddFile[]>> {
  const columnsOf = new Map(sources.map(source => [source.reference.node, columnNames(source)]));
  const given = namesGiven(statement).union(new Set([...columnsOf.values()].flatMap(names => [...names])));
  const conditions = findConditions(statement, columnsOf, node => isConstantExpression(node, given));
  const constants = [...conditions.values()].flat().flatMap(({ values }) => values);
  const values = new Map<SyntaxNode, Evaluated>();
  if (constants.length > 0 && constants.length <= maxConstants) {
    const evaluated = await evaluate(constants).catch((error: unknown) => {
      if (!(error instanceof Failed)) throw error;
      return [];
    });
    for (const [i, value] of evaluated.entries()) {
      const constant = constants[i];
      if (constant) values.set(constant, value);
    }
  }
  return new Map(
    sources.map(source => {
      const { files, schema, metadata } = source.snapshot;
      const predicates = (conditions.get(source.reference.node) ?? []).flatMap(condition => {
        const known = condition.values.map(value => values.get(value)).filter(value => value !== undefined);
        return known.length === condition.values.length ? toPredicates(condition, known, schema) : [];
      });
      return [source, pruneFiles(files.values(), schema, metadata.partitionColumns, predicates)];
    }),
  );
}

function columnNames({ snapshot, current }: LakeSource): Set<string> {
  // What a view hides may be a column of another table around it.
  const schema = current ? currentSchema(snapshot.schema) : snapshot.schema;
  return new Set(schema.fields.map(({ name }) => name.toLowerCase()));
}
