// Offers: the throughput that was set on a container can be read, queried and replaced. It limits nothing here.
import { badRequest, notFound } from '../errors.ts';
import { bodyObject, type Exchange, type Reply } from '../exchange.ts';
import { type Document, isObject } from '../json.ts';
import type { Database } from '../store/account.ts';
import type { Container } from '../store/container.ts';
import { listDefinitions } from './definitions.ts';

export function listOffers(exchange: Exchange): Reply {
  const all = offersOf(exchange).map(({ offer }) => offer);
  return listDefinitions(exchange, '', 'Offers', all);
}

export function readOffer(exchange: Exchange): Reply {
  return { status: 200, body: JSON.stringify(named(exchange).offer), charge: 1 };
}

export function replaceOffer(exchange: Exchange): Reply {
  const { database, container } = named(exchange);
  const { content } = bodyObject(exchange);
  const throughput = isObject(content) ? content.offerThroughput : undefined;
  if (typeof throughput !== 'number') throw badRequest('An offer needs content.offerThroughput.');
  exchange.account.setThroughput(database, container, throughput);
  return { status: 200, body: JSON.stringify(named(exchange).offer), charge: 1 };
}

type Offered = { database: Database; container: Container; offer: Document };

function offersOf({ account }: Exchange): Offered[] {
  const found: Offered[] = [];
  for (const database of account.databases.values()) {
    for (const container of database.containers.values()) {
      const throughput = account.throughputs.get(container.number);
      if (throughput !== undefined)
        found.push({ database, container, offer: offerOf(container, throughput) });
    }
  }
  return found;
}

function named(exchange: Exchange): Offered {
  const id = exchange.path[1] ?? '';
  const found = offersOf(exchange).find(({ offer }) => offer.id === id);
  if (found === undefined) throw notFound(`offer ${id}`);
  return found;
}

function offerOf({ number, rid, self, definition }: Container, throughput: number): Document {
  const id = `o${String(number).padStart(3, '0')}`;
  return {
    ...{ id, _rid: id, _self: `offers/${id}/`, _etag: definition._etag, _ts: definition._ts },
    ...{ resource: self, offerResourceId: rid, offerType: 'Invalid', offerVersion: 'V2' },
    content: { offerThroughput: throughput, offerIsRUPerMinuteThroughputEnabled: false },
  };
}
