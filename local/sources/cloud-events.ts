// CloudEvents 1.0 in JSON structured mode, written as text: no object is built for an event.
import { rfc3339 } from './clock-text.ts';
import type { Draft, JsonObject, Moment } from './simulator.ts';

export interface CloudEvents {
  /** @param path CloudEvents `source` @param data the event's data, as JSON text */
  event(
    kind: { type: string; table: string; schema: string },
    path: string,
    key: string,
    data: string,
    moment: Moment,
  ): Draft;
  renew(body: JsonObject): string;
}

/** One kind of event of a source, by the catalog's names. */
export function kind(
  source: string,
  type: string,
  table: string,
): { type: string; table: string; schema: string } {
  const schema = `https://assay.example/schemas/${source}/${type}/1`;
  return { type: `uk.assay.${source}.${type}`, table, schema };
}

/** @param source short name, the start of every event id @param run makes ids differ between runs */
export function cloudEvents(source: string, run: string): CloudEvents {
  let count = 0;
  const nextId = (): string => `${source}-${run}-${++count}`;
  return {
    event: (what, path, partitionKey, data, moment) => {
      const id = nextId();
      const text = `{"specversion":"1.0","id":"${id}","source":"${path}","type":"${what.type}","time":"${rfc3339(moment.eventMs)}","datacontenttype":"application/json","dataschema":"${what.schema}","data":${data}}`;
      return { type: what.type, table: what.table, identity: `${path}|${id}`, partitionKey, text };
    },
    renew: body => {
      const id = nextId();
      body.id = id;
      return `${String(body.source)}|${id}`;
    },
  };
}
