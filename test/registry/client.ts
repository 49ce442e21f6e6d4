// Asks a registry in this process, by method and path, as a client would over HTTP.

import { answerRegistry } from '../../src/registry/http/answer.ts';
import { createRegistry } from '../../src/registry/registry.ts';
import type { RegistryStore } from '../../src/registry/store.ts';
import { memoryStore } from './memory-store.ts';

export type Reply = { status: number; body: unknown; type: string };

export type Client = {
  (line: string, body?: unknown): Promise<Reply>;
  /** The body of an answer that must be 200. */
  ok(line: string, body?: unknown): Promise<unknown>;
  /** The `error_code` of an answer that must be an error. */
  code(line: string, body?: unknown): Promise<number>;
};

export function client(store: RegistryStore = memoryStore()): Client {
  const registry = createRegistry(store);
  const ask = async (line: string, body?: unknown): Promise<Reply> => {
    const [method = '', address = ''] = line.split(' ');
    const { pathname, searchParams } = new URL(`http://registry/${address}`);
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const given = { accept: null, contentType: null, body: text };
    const request = { method, path: pathname.slice(1), query: searchParams, ...given };
    const answer = await answerRegistry(registry, request, () => {});
    const type = answer.headers['content-type'] ?? '';
    return { status: answer.status, body: JSON.parse(answer.body), type };
  };
  return Object.assign(ask, {
    ok: async (line: string, body?: unknown) => {
      const reply = await ask(line, body);
      if (reply.status !== 200) throw new Error(`${line}: ${JSON.stringify(reply.body)}`);
      return reply.body;
    },
    code: async (line: string, body?: unknown) => {
      const reply = await ask(line, body);
      const { error_code } = reply.body as { error_code?: number };
      if (error_code === undefined) throw new Error(`${line} was answered: ${JSON.stringify(reply.body)}`);
      return error_code;
    },
  });
}

export const asSchema = (schema: unknown, more: object = {}) => ({
  schemaType: 'JSON',
  schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
  ...more,
});

/** A closed object of optional texts: adding one is backward compatible. */
export const closed = (...names: string[]) =>
  asSchema({
    type: 'object',
    properties: Object.fromEntries(names.map(name => [name, { type: 'string' }])),
    additionalProperties: false,
  });

/** One of many schemas that are all different. */
export const numbered = (n: number) => asSchema({ title: `schema ${n}`, type: 'object' });
