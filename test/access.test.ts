import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { localSettings } from '../scripts/local-settings.ts';
import { type Access, type CallerRole, demandAccess } from '../src/access.ts';
import { Problem } from '../src/problem.ts';

const root = join(import.meta.dirname, '..');

/** The header as App Service writes it. */
function principal(...roles: string[]): string {
  const claims = [{ typ: 'aud', val: 'api' }, ...roles.map(val => ({ typ: 'roles', val }))];
  const json = { auth_typ: 'aad', claims, name_typ: 'name', role_typ: 'roles' };
  return Buffer.from(JSON.stringify(json)).toString('base64');
}

function statusOf(access: Access, header: string | null): number {
  try {
    demandAccess(access, header);
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

test('each role may what those below it may, and nothing above it', () => {
  const allowed = (role: CallerRole) =>
    (['query', 'analyst', 'operator'] as const).filter(access => statusOf(access, principal(role)) === 200);
  expect(allowed('query')).toEqual(['query']);
  expect(allowed('analyst')).toEqual(['query', 'analyst']);
  expect(allowed('operator')).toEqual(['query', 'analyst', 'operator']);
});

test('a publisher registers and reads schemas, and may nothing else; who may query may read them too', () => {
  const accesses = ['query', 'analyst', 'operator', 'publisher', 'schema-reader'] as const;
  const allowed = (role: CallerRole) => accesses.filter(access => statusOf(access, principal(role)) === 200);
  expect(allowed('publisher')).toEqual(['publisher', 'schema-reader']);
  expect(allowed('query')).toEqual(['query', 'schema-reader']);
  expect(allowed('operator')).toEqual(accesses);
});

test('without a token only what is open is answered', () => {
  expect(statusOf('open', null)).toBe(200);
  expect(statusOf('query', null)).toBe(401);
});

test('a token without a role, with an unknown one, or a header that is no principal, opens nothing', () => {
  for (const header of [
    principal(),
    principal('admin'),
    'rubbish',
    '',
    btoa('[1]'),
    btoa('{"claims":[null]}'),
  ])
    expect(statusOf('query', header)).toBe(403);
});

test('roles count in the long form of their claim too', () => {
  const typ = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';
  const header = Buffer.from(JSON.stringify({ claims: [{ typ, val: 'query' }] })).toString('base64');
  expect(statusOf('query', header)).toBe(200);
});

test('the roles of the code are those of the registration in Entra ID', () => {
  const registered: { value: string }[] = JSON.parse(
    readFileSync(join(root, 'bicep', 'app-roles.json'), 'utf8'),
  );
  expect(registered.map(({ value }) => value)).toEqual(['query', 'analyst', 'operator', 'publisher']);
});

test('behind Entra ID the host asks for the caller’s role, route by route, and for no key', async () => {
  const settings = Object.entries(localSettings()).map(([name, value]) => [
    name,
    value.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'),
  ]);
  const env = {
    ...process.env,
    ...Object.fromEntries(settings),
    ASSAY_ROLES: 'serve',
    ASSAY_AUTHENTICATION: 'entra',
    ASSAY_SIGN_IN_ISSUER: 'https://login.example/tenant/v2.0',
    ASSAY_SIGN_IN_CLIENT_ID: 'a-client',
  };
  const script = join(root, 'local', 'functions-host', 'main.ts');
  const args = ['--app', root, '--main', 'functions/*.ts', '--port', '0', '--with-parent'];
  const host = spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const port = await portOf(host.stdout);
    const statuses = async (...roles: string[]) => {
      const headers: Record<string, string> =
        roles.length > 0 ? { 'x-ms-client-principal': principal(...roles) } : {};
      const url = `http://127.0.0.1:${port}/api`;
      const answers = await Promise.all([
        fetch(`${url}/gold`, { headers }),
        // An empty query is refused after the caller is not.
        fetch(`${url}/sql`, { headers, method: 'POST' }),
        fetch(`${url}/metrics`, { headers }),
      ]);
      return answers.map(({ status }) => status);
    };
    expect(await statuses()).toEqual([401, 401, 401]);
    expect(await statuses('query')).toEqual([200, 403, 403]);
    expect(await statuses('analyst')).toEqual([200, 400, 403]);
    expect(await statuses('operator')).toEqual([200, 400, 200]);
    // What is not acceptable is refused after the caller is not.
    const registry = async (method: string, path: string, ...roles: string[]) => {
      const header: Record<string, string> =
        roles.length > 0 ? { 'x-ms-client-principal': principal(...roles) } : {};
      const headers = { ...header, accept: 'text/html' };
      return (await fetch(`http://127.0.0.1:${port}/api/registry/${path}`, { method, headers })).status;
    };
    expect(await registry('GET', 'subjects')).toBe(401);
    expect(await registry('GET', 'subjects', 'query')).toBe(406);
    expect(await registry('POST', 'subjects/a%2Fb/versions', 'analyst')).toBe(403);
    expect(await registry('POST', 'subjects/a%2Fb/versions', 'publisher')).toBe(406);
    expect(await registry('DELETE', 'subjects/a', 'publisher')).toBe(403);
    expect(await registry('DELETE', 'subjects/a', 'operator')).toBe(406);
  } finally {
    host.kill();
  }
});

async function portOf(stream: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: stream })) return JSON.parse(line).port;
  throw new Error('the host ended before it was ready');
}
