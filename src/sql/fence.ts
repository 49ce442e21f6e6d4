// The fence: which queries may run at all, by their syntax tree. It lists what is allowed and refuses the rest, so that a
// form of SQL that DuckDB learns tomorrow stays outside. DuckDB's own locks stand behind it (fenced-database.ts).
// Proven by test/sql/hostile.test.ts.

import { allowedFunctions, allowedTableFunctions, insteadOf } from './allowed-functions.ts';
import { nearestNames } from './nearest-name.ts';
import { Refusal } from './refusal.ts';
import { childNodes, nodeAt, nodesAt, offsetOf, type SyntaxNode, textOf, visitNodes } from './syntax-tree.ts';

/** A place in the query that names one of the platform's tables. */
export type TableReference = {
  node: SyntaxNode;
  /** Such as `silver.pos_sale`. */
  table: string;
  /** What AT says, if anything. */
  at: { unit: 'version' | 'timestamp'; expression: SyntaxNode } | null;
};

const expressionClasses = new Set(
  'CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT BETWEEN FUNCTION LAMBDA LAMBDA_REF OPERATOR POSITIONAL_REFERENCE STAR SUBQUERY TYPE WINDOW'.split(
    ' ',
  ),
);

/** Queries, what stands in FROM, and what orders and limits. */
const otherTypes = new Set(
  'SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE BASE_TABLE EMPTY EXPRESSION_LIST JOIN PIVOT SHOW_REF SUBQUERY TABLE_FUNCTION DISTINCT_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER ASCENDING DESCENDING ORDER_DEFAULT'.split(
    ' ',
  ),
);

/**
 * The references to tables in the statement, in no order. `tables` are the names that exist. Throws a Refusal that names
 * what is not allowed and says what to use instead.
 */
export function checkStatement(statement: SyntaxNode, tables: ReadonlySet<string>): TableReference[] {
  visitNodes(statement, checkNode);
  return findReferences(statement, tables);
}

function checkNode(node: SyntaxNode): void {
  const type = textOf(node, 'type');
  if (typeof node.class === 'string') checkExpression(node, node.class);
  else if (type === 'SHOW_REF') checkShow(node);
  else if (type === 'TABLE_FUNCTION') checkTableFunction(node);
  else if (type !== '' && !otherTypes.has(type) && !type.endsWith('_TYPE_INFO'))
    throw new Refusal(`${type} is not answered here`, offsetOf(node));
}

function checkExpression(node: SyntaxNode, expressionClass: string): void {
  if (expressionClass === 'PARAMETER')
    throw new Refusal(
      'parameters such as ? and $1 have no value here: write the value itself',
      offsetOf(node),
    );
  if (!expressionClasses.has(expressionClass))
    throw new Refusal(`${expressionClass} is not answered here`, offsetOf(node));
  const name = textOf(node, 'function_name').toLowerCase();
  // A table function's own call is checked with its table reference, and a WINDOW may be one without a name.
  if (name !== '' && !allowedFunctions.has(name) && !allowedTableFunctions.has(name))
    throw refusedFunction(name, node);
  if (textOf(node, 'schema') !== '' || textOf(node, 'catalog') !== '') checkQualifier(node, name);
}

/** The parser itself qualifies some calls with `main`. */
function checkQualifier(node: SyntaxNode, name: string): void {
  if (name !== '' && (textOf(node, 'schema') !== 'main' || textOf(node, 'catalog') !== ''))
    throw new Refusal(`call ${name} without a schema before it`, offsetOf(node));
}

function checkTableFunction(node: SyntaxNode): void {
  const call = nodeAt(node, 'function');
  const name = call ? textOf(call, 'function_name').toLowerCase() : '';
  if (!allowedTableFunctions.has(name)) throw refusedFunction(name, node);
}

function refusedFunction(name: string, node: SyntaxNode): Refusal {
  const instead = Object.hasOwn(insteadOf, name)
    ? insteadOf[name]
    : suggest(nearestNames(name, allowedFunctions));
  return new Refusal(
    `the function ${name} may not be called here${instead ? `: ${instead}` : ''}`,
    offsetOf(node),
  );
}

/** DESCRIBE and SUMMARIZE of a query are queries; SHOW reads the catalog. */
function checkShow(node: SyntaxNode): void {
  if (!nodeAt(node, 'query'))
    throw new Refusal('SHOW is not answered here: GET /api/sql describes the tables', offsetOf(node));
}

type Scope = ReadonlySet<string>;

/** Walks queries with the names of their common table expressions, which come before those of tables. */
function findReferences(statement: SyntaxNode, tables: ReadonlySet<string>): TableReference[] {
  const references: TableReference[] = [];
  const open: [SyntaxNode, Scope][] = [[statement, new Set()]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, outer] = next;
    if (node.type === 'BASE_TABLE') {
      const reference = resolveTable(node, outer, tables);
      if (reference) references.push(reference);
    }
    const scope = new Set(outer);
    if (node.type === 'RECURSIVE_CTE_NODE' || node.type === 'CTE_NODE')
      scope.add(textOf(node, 'cte_name').toLowerCase());
    const withClause = nodeAt(node, 'cte_map');
    // Each sees those before it.
    for (const entry of withClause ? nodesAt(withClause, 'map') : []) {
      open.push([entry, new Set(scope)]);
      scope.add(textOf(entry, 'key').toLowerCase());
    }
    for (const child of childNodes(node)) if (child !== withClause) open.push([child, scope]);
  }
  return references;
}

/** Null for the name of a common table expression. */
function resolveTable(node: SyntaxNode, scope: Scope, tables: ReadonlySet<string>): TableReference | null {
  const parts = [textOf(node, 'catalog_name'), textOf(node, 'schema_name'), textOf(node, 'table_name')];
  const written = parts.filter(part => part !== '').join('.');
  const table = written.toLowerCase();
  const at = nodeAt(node, 'at_clause');
  if (parts[1] === '' && scope.has(table)) {
    if (at)
      throw new Refusal(`${written} is no table of the lake: AT reads versions of tables`, offsetOf(node));
    return null;
  }
  if (!tables.has(table)) {
    const meant = suggest(nearestNames(table, tables));
    const hint = meant ?? 'GET /api/sql lists the tables';
    throw new Refusal(`there is no table "${written}": ${hint}`, offsetOf(node));
  }
  return { node, table, at: at ? readAt(at) : null };
}

function readAt(at: SyntaxNode): TableReference['at'] {
  const expression = nodeAt(at, 'expr');
  const unit = textOf(at, 'unit').toLowerCase();
  if (!expression || (unit !== 'version' && unit !== 'timestamp'))
    throw new Refusal(
      'AT takes a version or a time: AT (VERSION => 12), AT (TIMESTAMP => now() - INTERVAL 1 HOUR)',
    );
  return { unit, expression };
}

function suggest(names: readonly string[]): string | null {
  return names.length === 0 ? null : `did you mean ${names.join(' or ')}?`;
}

/** Every name that the statement itself gives: to tables, to columns, to common table expressions. In lower case. */
export function namesGiven(statement: SyntaxNode): Set<string> {
  const given = new Set<string>();
  visitNodes(statement, node => {
    for (const field of ['alias', 'key', 'column_name_alias', 'aliases'])
      for (const name of [node[field]].flat()) if (typeof name === 'string') given.add(name.toLowerCase());
  });
  return given;
}
