// Stands before a function app as App Service with Entra ID does: it checks the bearer token, takes away what callers put
// into the header with the principal, and writes what the token says. Its tokens are names of roles.

import { createServer, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

const principalHeader = 'x-ms-client-principal';

/** The address to call instead of the app's. */
export async function startAppService(appPort: number): Promise<{ url: string; stop(): void }> {
  const server: Server = createServer((incoming, outgoing) => {
    const { [principalHeader]: _, authorization, ...headers } = incoming.headers;
    const [, token] = /^Bearer (.+)$/.exec(authorization ?? '') ?? [];
    if (token === undefined) return void outgoing.writeHead(401).end();
    const claims = token.split('+').map(val => ({ typ: 'roles', val }));
    const principal = Buffer.from(JSON.stringify({ auth_typ: 'aad', claims })).toString('base64');
    const { method, url: path } = incoming;
    const address = { host: '127.0.0.1', port: appPort, method, path };
    const forwarded = send({ ...address, headers: { ...headers, [principalHeader]: principal } }, reply => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    forwarded.once('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
