// Lists of databases, containers and offers, whole or filtered by a query: all small, answered in one page.
import { badRequest } from '../errors.ts';
import { bodyJson, type Exchange, header, isTrue, type Reply } from '../exchange.ts';
import type { Document } from '../json.ts';
import { prepare } from '../sql/prepare.ts';
import { readQuerySpec } from '../sql/query-spec.ts';
import { Unsupported } from '../sql/syntax.ts';

/** `{"<name>": [...]}` of the definitions that the query in the body (when there is one) leaves. */
export function listDefinitions(exchange: Exchange, rid: string, name: string, all: Document[]): Reply {
  const found = isQuery(exchange) ? filtered(exchange, all) : all;
  const body = JSON.stringify({ _rid: rid, [name]: found, _count: found.length });
  return { status: 200, body, charge: 1, headers: ['x-ms-item-count', String(found.length)] };
}

export function isQuery(exchange: Exchange): boolean {
  return (
    isTrue(header(exchange, 'x-ms-documentdb-isquery')) || isTrue(header(exchange, 'x-ms-documentdb-query'))
  );
}

function filtered(exchange: Exchange, all: Document[]): Document[] {
  const { text, parameters } = readQuerySpec(bodyJson(exchange));
  try {
    const { plan, literals } = prepare(text);
    const { where } = plan;
    if (where === undefined) return all;
    return all.filter(document => where({ document, literals, parameters, aggregates: [] }) === true);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Unsupported) throw badRequest(error.message);
    throw error;
  }
}
