// A stand-in for Entra ID, strict where it is: code with PKCE, one use of each code, rotating refresh tokens, calls across
// origins. And for App Service authentication in front of a host: it checks tokens, and tells the roles in a header.

import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Issuer = {
  url: string;
  clientId: string;
  /** Tokens given so far, by grant. */
  grants: string[];
  rolesOf(token: string): readonly string[] | undefined;
  stop(): void;
};

type Asked = { challenge: string; redirectUri: string };

export async function startIssuer(roles: readonly string[], expiresInSeconds: number): Promise<Issuer> {
  const clientId = 'the-console';
  const codes = new Map<string, Asked>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Map<string, readonly string[]>();
  const grants: string[] = [];

  const give = (grant: string, issuer: string) => {
    grants.push(grant);
    const [access, refresh] = [randomUUID(), randomUUID()];
    accessTokens.set(access, roles);
    refreshTokens.add(refresh);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: clientId, sub: 'somebody', iat: now, exp: now + 3_600 };
    return {
      ...{ token_type: 'Bearer', expires_in: expiresInSeconds, scope: 'openid' },
      ...{ access_token: access, refresh_token: refresh, id_token: jwt(claims) },
    };
  };
  const server = await listen(async (incoming, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant/v2.0`;
    const url = new URL(incoming.url ?? '/', issuer);
    response.setHeader('access-control-allow-origin', '*');
    if (url.pathname === '/tenant/v2.0/.well-known/openid-configuration')
      return json(response, 200, {
        ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
        ...{ jwks_uri: `${issuer}/keys`, code_challenge_methods_supported: ['S256'] },
      });
    if (url.pathname === '/tenant/v2.0/authorize') {
      const asked = Object.fromEntries(url.searchParams);
      const { redirect_uri: redirectUri = '', code_challenge: challenge = '', state = '' } = asked;
      if (asked.client_id !== clientId || asked.code_challenge_method !== 'S256' || !challenge || !state)
        return json(response, 400, { error: 'invalid_request' });
      const code = randomUUID();
      codes.set(code, { challenge, redirectUri });
      response.writeHead(302, { location: `${redirectUri}?${new URLSearchParams({ code, state })}` });
      return response.end();
    }
    const form = new URLSearchParams(await text(incoming));
    const refused = () => json(response, 400, { error: 'invalid_grant' });
    if (form.get('client_id') !== clientId) return refused();
    if (form.get('grant_type') === 'refresh_token')
      return refreshTokens.delete(form.get('refresh_token') ?? '')
        ? json(response, 200, give('refresh_token', issuer))
        : refused();
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked?.challenge !== proof || asked.redirectUri !== form.get('redirect_uri')) return refused();
    return json(response, 200, give('authorization_code', issuer));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant/v2.0`,
    ...{ clientId, grants },
    rolesOf: token => accessTokens.get(token),
    stop: () => server.close(),
  };
}

/** In front of a host: 401 without a token, but for paths that are open. */
export async function startAppService(issuer: Issuer, hostPort: () => number, openPaths: readonly string[]) {
  const server = await listen(async (incoming, response) => {
    const path = new URL(incoming.url ?? '/', 'http://host').pathname;
    const [, token = ''] = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '') ?? [];
    const roles = issuer.rolesOf(token);
    const isOpen = openPaths.some(open =>
      open.endsWith('*') ? path.startsWith(open.slice(0, -1)) : path === open,
    );
    if (!roles && !isOpen) return void response.writeHead(401).end();
    const { 'x-ms-client-principal': _, ...headers } = incoming.headers;
    const claims = (roles ?? []).map(val => ({ typ: 'roles', val }));
    const principal = Buffer.from(JSON.stringify({ claims })).toString('base64');
    const forwarded = request(
      {
        ...{ host: '127.0.0.1', port: hostPort(), path: incoming.url, method: incoming.method },
        headers: roles ? { ...headers, 'x-ms-client-principal': principal } : headers,
      },
      answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    incoming.pipe(forwarded);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

async function listen(handle: Handler): Promise<Server> {
  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function text(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Signed by nobody: a client that got it from the issuer itself looks at its claims (OpenID Connect Core, 3.1.3.7). */
function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'a-key' })}.${part(claims)}.${'A'.repeat(342)}`;
}
