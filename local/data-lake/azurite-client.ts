// Signed requests of the gateway's own to Azurite's blob service, over connections that are kept. Signing here
// costs some 20 µs; the SDK's client would cost ten times that.
// Source: learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
import { createHmac } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { fromAzurite } from './dfs-error.ts';
import { type Resource, urlPathOf } from './resource.ts';

const API_VERSION = '2025-11-05';

export interface AzuriteRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  resource: Resource;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent one after the other. */
  body?: Buffer[];
}

export interface AzuriteAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export class AzuriteClient {
  readonly port: number;
  readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  readonly #key: Buffer;

  constructor(port: number, accountKey: string) {
    this.port = port;
    this.#key = Buffer.from(accountKey, 'base64');
  }

  /** Any status is an answer; a connection that was closed while idle is tried once more. */
  async send(outgoing: AzuriteRequest): Promise<AzuriteAnswer> {
    const answer = await this.#sendOnce(outgoing);
    return answer === 'stale connection' ? this.#sendOnce(outgoing).then(mustAnswer) : answer;
  }

  /** Like `send`. @throws DfsError on any status but the expected ones */
  async expect(outgoing: AzuriteRequest, ...statuses: number[]): Promise<AzuriteAnswer> {
    const answer = await this.send(outgoing);
    if (!statuses.includes(answer.status)) throw fromAzurite(answer.status, errorCodeOf(answer));
    return answer;
  }

  close(): void {
    this.agent.destroy();
  }

  #sendOnce(outgoing: AzuriteRequest): Promise<AzuriteAnswer | 'stale connection'> {
    const { method, resource, query = {}, body = [] } = outgoing;
    const length = body.reduce((sum, part) => sum + part.length, 0);
    const headers: Record<string, string> = {
      ...lowerCased(outgoing.headers),
      'x-ms-date': new Date().toUTCString(),
      'x-ms-version': API_VERSION,
      ...(method === 'PUT' && { 'content-length': String(length) }),
    };
    const path = urlPathOf(resource);
    headers.authorization = this.#signature(method, path, query, headers, resource.account);
    const search = new URLSearchParams(query).toString();
    return new Promise((resolve, reject) => {
      const target = search === '' ? path : `${path}?${search}`;
      const sent = request({
        host: '127.0.0.1',
        port: this.port,
        agent: this.agent,
        method,
        path: target,
        headers,
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve('stale connection');
        else reject(error);
      });
      sent.on('response', response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          });
        });
      });
      for (const part of body) sent.write(part);
      sent.end();
    });
  }

  #signature(
    method: string,
    path: string,
    query: Record<string, string>,
    headers: Record<string, string>,
    account: string,
  ): string {
    const length = headers['content-length'];
    const standard = [
      'content-md5',
      'content-type',
      'date',
      'if-modified-since',
      'if-match',
      'if-none-match',
    ];
    const values = standard.map(name => headers[name] ?? '');
    const ours = Object.keys(headers).filter(name => name.startsWith('x-ms-'));
    const text = [
      method,
      headers['content-encoding'] ?? '',
      headers['content-language'] ?? '',
      length === undefined || length === '0' ? '' : length,
      ...values,
      headers['if-unmodified-since'] ?? '',
      headers.range ?? '',
      ...ours.sort().map(name => `${name}:${headers[name]}`),
      `/${account}${path}`,
      ...Object.keys(query)
        .sort()
        .map(name => `${name}:${query[name]}`),
    ].join('\n');
    return `SharedKey ${account}:${createHmac('sha256', this.#key).update(text).digest('base64')}`;
  }
}

export function errorCodeOf(answer: AzuriteAnswer): string | undefined {
  const code = answer.headers['x-ms-error-code'];
  return typeof code === 'string' ? code : undefined;
}

function mustAnswer(answer: AzuriteAnswer | 'stale connection'): AzuriteAnswer {
  if (answer === 'stale connection') throw new Error('Azurite closed the connection twice.');
  return answer;
}

/** Names as they are signed. Azurite keeps the case of metadata as it was sent, but signs it in lower case. */
function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
