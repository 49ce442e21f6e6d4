// What Hadoop's ABFS driver asks, by which Spark reads and writes the lake, and no SDK of ours does.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lake, startLake } from './lake.ts';

let lake: Lake;
beforeAll(async () => {
  lake = await startLake();
  await lake.dfs.getFileSystemClient('hadoop').create();
});
afterAll(() => lake.stop());

function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const authorization = 'SharedKey devstoreaccount1:signature';
  const sent = body === undefined ? {} : { body };
  return fetch(`${lake.dfs.url.replace(/\/$/, '')}/hadoop${path}`, {
    method,
    headers: { authorization, ...headers },
    ...sent,
  });
}

describe('a client without PATCH', () => {
  it('appends and flushes by PUT with a method override, and sees length and kind of the path', async () => {
    const override = { 'x-http-method-override': 'PATCH' };
    expect((await ask('PUT', '/a/b.json?resource=file')).status).toBe(201);
    expect((await ask('PUT', '/a/b.json?action=append&position=0', override, 'hello')).status).toBe(202);
    expect((await ask('PUT', '/a/b.json?action=flush&position=5', override)).status).toBe(200);
    const file = await ask('HEAD', '/a/b.json?action=getStatus');
    expect([file.status, file.headers.get('content-length')]).toEqual([200, '5']);
    expect(file.headers.get('x-ms-resource-type')).toBe('file');
    const folder = await ask('HEAD', '/a?action=getStatus');
    expect([folder.status, folder.headers.get('x-ms-resource-type')]).toEqual([200, 'directory']);
    expect((await ask('HEAD', '/none?action=getStatus')).status).toBe(404);
  });

  it('learns from the root that the namespace is hierarchical', async () => {
    const root = await ask('HEAD', '/?action=getAccessControl');
    expect([root.status, root.headers.get('x-ms-permissions')]).toEqual([200, 'rwxr-x---']);
  });
});
