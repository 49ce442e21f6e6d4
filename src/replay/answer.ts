// The routes of replays: GET /api/replays, POST /api/replays, GET and DELETE /api/replays/{id}. For operators.

import type { Access } from '../access.ts';
import { type Answer, answering, Problem } from '../problem.ts';
import type { ReplayService } from './service.ts';

export type ReplaysRequest = {
  method: string;
  /** Below `/api/replays`. */
  path: string;
  query: URLSearchParams;
  body: string;
  /** Throws a Problem for a caller who has not the role. */
  demand: (access: Access) => void;
};

export function answerReplays(
  service: ReplayService,
  { method, path, query, body, demand }: ReplaysRequest,
): Promise<Answer> {
  return answering(async () => {
    demand('operator');
    const id = path.replace(/^\/|\/$/g, '');
    if (id !== '' && !/^[0-9a-f]{24}$/.test(id))
      throw new Problem(404, 'No such replay', 'the id of a replay is 24 hexadecimal digits', 'id');
    if (id === '' && method === 'GET') return service.list(query);
    if (id === '' && method === 'POST') return service.start(body);
    if (id !== '' && method === 'GET') return service.get(id);
    if (id !== '' && method === 'DELETE') return service.cancel(id);
    const allow = id === '' ? 'GET, POST' : 'GET, DELETE';
    throw new Problem(405, 'Method not allowed', `this route takes ${allow}`, undefined, {
      headers: { allow },
    });
  });
}
