// Replays as they are asked for, looked at and cancelled. The same request is one replay, however often it comes.

import { hash, randomUUID } from 'node:crypto';
import { type Answer, badParameter, json, Problem } from '../problem.ts';
import { type Asked, askedByEvent } from './asked-by-event.ts';
import {
  isPastReturn,
  type Replay,
  type ReplayState,
  type ReplayStore,
  replayStates,
  type StepQueue,
} from './replay.ts';
import { type ParseRequest, type ReplayRequest, RequestRefused } from './request.ts';

export type ReplayService = {
  list(query: URLSearchParams): Promise<Answer>;
  get(id: string): Promise<Answer>;
  /** `{"type", "data", "id"}`: the same `id` is the same replay. */
  start(body: string): Promise<Answer>;
  cancel(id: string): Promise<Answer>;
  /** Throws when it could not be taken: Event Grid delivers it again. A bad request is taken, and kept as refused. */
  takeEvent(event: unknown): Promise<void>;
};

export type ReplayServiceParts = {
  store: ReplayStore;
  queue: StepQueue;
  parse: ParseRequest;
  /** Throws RequestRefused for what is not there yet. */
  check?: (request: ReplayRequest) => Promise<void>;
  /** The lake's, whose inbox is watched. */
  fileSystem: string;
  now?: () => number;
};

const maxBodyLength = 10_000;
const maxListed = 100;
/** Of a refused request as it is kept. */
const maxKeptLength = 4_000;

export function createReplayService(parts: ReplayServiceParts): ReplayService {
  const { store, queue, parse, check = async () => {}, fileSystem, now = Date.now } = parts;
  const parseAndCheck: ParseAndCheck = async (type, data) => {
    const request = parse(type, data);
    await check(request);
    return request;
  };

  /** Kept first, then queued: a caller that was not told asks again, and gets what is there. */
  async function take(wanted: Asked): Promise<{ replay: Replay; created: boolean }> {
    const replay = await newReplay(wanted, parseAndCheck, now());
    const created = (await store.create(replay)) === 'created';
    const kept = created ? replay : ((await store.read(replay.id))?.replay ?? replay);
    if (kept.state === 'running') await queue.send(kept.id, 0);
    return { replay: kept, created };
  }

  return {
    list: async query => {
      const state = readState(query.get('state'));
      const replays = (await store.list(state))
        .sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : a.requestedAt > b.requestedAt ? -1 : 0))
        .slice(0, maxListed)
        .map(describe);
      return json(200, { replays }, noCache);
    },
    get: async id => {
      const stored = await store.read(id);
      if (!stored) throw notFound(id);
      return json(200, describe(stored.replay), noCache);
    },
    start: async body => {
      const { id, type, data } = parseBody(body);
      const { replay, created } = await take({ key: `http ${id}`, asked: 'http', type, data });
      if (replay.state === 'refused') throw refusal(replay);
      const location = { location: `/api/replays/${replay.id}` };
      return json(created ? 202 : 200, describe(replay), { ...noCache, ...location });
    },
    cancel: async id => {
      for (;;) {
        const stored = await store.read(id);
        if (!stored) throw notFound(id);
        if (stored.replay.state === 'cancelled') return json(200, describe(stored.replay), noCache);
        if (stored.replay.state !== 'running')
          throw new Problem(
            409,
            'Not running',
            `the replay is ${stored.replay.state} and cannot be cancelled`,
          );
        if (isPastReturn(stored.replay))
          throw new Problem(409, 'Too late', 'the switch has begun, and goes on to its end');
        const cancelled = cancelledOf(stored.replay, now());
        if (!(await store.replace(cancelled, stored.etag))) continue;
        if (cancelled.leavesBehind) await queue.send(id, 0);
        return json(200, describe(cancelled), noCache);
      }
    },
    takeEvent: async event => {
      const wanted = askedByEvent(event, fileSystem);
      if (wanted) await take(wanted);
    },
  };
}

const noCache = { 'cache-control': 'no-cache' };

/** A worker keeps the lease of what it may leave behind until it has ended. */
function cancelledOf(replay: Replay, nowMs: number): Replay {
  const lease = replay.leavesBehind ? replay.lease : null;
  return { ...replay, state: 'cancelled', lease, nextMs: nowMs, updatedAt: new Date(nowMs).toISOString() };
}

type ParseAndCheck = (type: string, data: unknown) => Promise<ReplayRequest>;

async function newReplay(
  { key, asked, type, data }: Asked,
  parse: ParseAndCheck,
  nowMs: number,
): Promise<Replay> {
  const at = new Date(nowMs).toISOString();
  const { request, error } = await parseOrRefuse(parse, type, data);
  return {
    id: hash('sha256', key, 'hex').slice(0, 24),
    type,
    data: request ? data : shortened(data),
    request,
    asked,
    requestedAt: at,
    state: request ? 'running' : 'refused',
    phase: request ? 'begin' : 'refused',
    progress: {},
    counts: {},
    findings: [],
    steps: 0,
    error,
    failures: 0,
    updatedAt: at,
    nextMs: nowMs,
    lease: null,
    ...(request?.kind === 'refine' ? { leavesBehind: true } : {}),
  };
}

async function parseOrRefuse(
  parse: ParseAndCheck,
  type: string,
  data: unknown,
): Promise<{ request: ReplayRequest | null; error: string | null }> {
  try {
    return { request: await parse(type, data), error: null };
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    return { request: null, error: `${error.field}: ${error.message}` };
  }
}

function shortened(data: unknown): unknown {
  const text = JSON.stringify(data) ?? 'null';
  return text.length <= maxKeptLength ? data : `${text.slice(0, maxKeptLength)}…`;
}

export function parseBody(text: string): { id: string; type: string; data: unknown } {
  if (text.length > maxBodyLength)
    throw new Problem(413, 'Body too large', `a request has at most ${maxBodyLength} characters`);
  let body: { id?: unknown; type?: unknown; data?: unknown } | null;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Problem(400, 'Bad request body', 'the body is not JSON');
  }
  if (typeof body?.type !== 'string' || body.type.length > 200)
    throw new Problem(400, 'Bad request body', 'the body must be {"type": "Replay.…", "data": {…}}', 'type');
  const { id = randomUUID(), type, data = {} } = body;
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(id))
    throw new Problem(400, 'Bad request body', '"id" must be 1 to 200 visible ASCII characters', 'id');
  return { id, type, data };
}

function readState(text: string | null): ReplayState | undefined {
  if (text === null) return undefined;
  const state = replayStates.find(known => known === text);
  if (!state) throw badParameter('state', `"state" must be one of ${replayStates.join(', ')}`);
  return state;
}

function notFound(id: string): Problem {
  return new Problem(404, 'No such replay', `there is no replay "${id.slice(0, 100)}"`, 'id');
}

function refusal({ id, error }: Replay): Problem {
  const [, field = 'data', detail = 'the request is wrong'] = /^([^:]*): (.*)$/s.exec(error ?? '') ?? [];
  return new Problem(400, 'Replay refused', detail, field, { members: { replay: id } });
}

/** What is told of a replay: without what only its worker needs. */
function describe({
  request: _,
  progress: __,
  lease,
  nextMs: ___,
  leavesBehind: ____,
  data,
  ...replay
}: Replay) {
  return { ...replay, data, working: lease !== null };
}
