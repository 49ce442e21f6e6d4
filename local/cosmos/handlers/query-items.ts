// POST …/docs with a query: answered in pages, across all partitions or scoped by key or feed range. The query plan
// names no merging for the SDK to do: with one physical partition every query is answered whole by the server.
import { badRequest } from '../errors.ts';
import { bodyJson, containerOf, type Exchange, header, type Reply } from '../exchange.ts';
import { queryCharge } from '../request-charge.ts';
import { decodeContinuation } from '../sql/continuation.ts';
import { execute } from '../sql/execute.ts';
import { executeForeign } from '../sql/foreign.ts';
import type { Page } from '../sql/page.ts';
import { type Prepared, prepare } from '../sql/prepare.ts';
import { type QuerySpec, readQuerySpec } from '../sql/query-spec.ts';
import type { Range, RequestScope } from '../sql/scope.ts';
import { Unsupported } from '../sql/syntax.ts';
import type { Container } from '../store/container.ts';

const DEFAULT_PAGE_ROWS = 100;

export function queryItems(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  return pageReply(container, pageOf(exchange, container, readQuerySpec(bodyJson(exchange))));
}

/** GET …/docs: every document, in pages. */
export function listItems(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  return pageReply(
    container,
    pageOf(exchange, container, { text: 'SELECT * FROM c', parameters: new Map() }),
  );
}

export function planQuery(exchange: Exchange): Reply {
  containerOf(exchange);
  prepareOrForeign(readQuerySpec(bodyJson(exchange)));
  const queryInfo = {
    distinctType: 'None',
    ...{ top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [] },
    ...{ groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {} },
    ...{ rewrittenQuery: '', hasSelectValue: false, hasNonStreamingOrderBy: false },
  };
  const queryRanges = [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }];
  const body = JSON.stringify({ partitionedQueryExecutionInfoVersion: 2, queryInfo, queryRanges });
  return { status: 200, body, charge: 0 };
}

function pageOf(exchange: Exchange, container: Container, spec: QuerySpec): Page {
  const continuation = decodeContinuation(header(exchange, 'x-ms-continuation'));
  const scope: RequestScope = {
    partitionKey: header(exchange, 'x-ms-documentdb-partitionkey'),
    range: rangeOf(exchange),
  };
  const mostRows = mostRowsOf(exchange);
  const prepared = prepareOrForeign(spec);
  if (prepared === undefined) return executeForeign(container, spec, scope, continuation, mostRows);
  return execute({ container, prepared, parameters: spec.parameters, scope, continuation, mostRows });
}

/** undefined when the query has to go to the other evaluator. @throws 400 on a syntax error */
function prepareOrForeign({ text }: QuerySpec): Prepared | undefined {
  try {
    return prepare(text);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    if (error instanceof SyntaxError) {
      throw badRequest(
        `Message: {"errors":[{"severity":"Error","code":"SC1001","message":${JSON.stringify(error.message)}}]}`,
      );
    }
    throw error;
  }
}

export function mostRowsOf(exchange: Exchange): number {
  const given = header(exchange, 'x-ms-max-item-count');
  if (given === undefined) return DEFAULT_PAGE_ROWS;
  const most = Number(given);
  if (!Number.isInteger(most) || most === 0 || most < -1)
    throw badRequest(`Invalid x-ms-max-item-count '${given}'.`);
  return most === -1 ? Number.POSITIVE_INFINITY : most;
}

export function rangeOf(exchange: Exchange): Range | undefined {
  const start = header(exchange, 'x-ms-start-epk');
  const end = header(exchange, 'x-ms-end-epk');
  if (start !== undefined && end !== undefined) return { start, end };
  const id = header(exchange, 'x-ms-documentdb-partitionkeyrangeid');
  if (id === undefined) return undefined;
  const { min, max } = exchange.partitions.get(id);
  return { start: min, end: max };
}

function pageReply(container: Container, { rows, bytes, scanned, continuation }: Page): Reply {
  const headers = ['x-ms-item-count', String(rows.length)];
  if (continuation !== undefined) headers.push('x-ms-continuation', continuation);
  return {
    status: 200,
    body: `{"_rid":"${container.rid}","Documents":[${rows.join(',')}],"_count":${rows.length}}`,
    charge: queryCharge(scanned, bytes),
    container,
    headers,
  };
}
