import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConsole, consoleDist } from '../../local/platform/console.ts';
import { answerConsole, type ConsoleOptions, type ConsoleRequest } from '../../src/console/answer.ts';
import { type BuiltConsole, readBuiltConsole } from '../../src/console/built-files.ts';

let files: BuiltConsole;
beforeAll(async () => {
  await buildConsole();
  files = readBuiltConsole(consoleDist) ?? new Map();
});

const key: ConsoleOptions = { authentication: 'key', signIn: null };
const issuer = 'https://login.example/tenant/v2.0';
const entra: ConsoleOptions = { authentication: 'entra', signIn: { issuer, clientId: 'the-client' } };
const plain: ConsoleRequest = { path: '', isBareRoot: false, acceptEncoding: null, ifNoneMatch: null };

const ask = (request: Partial<ConsoleRequest>, options = key) =>
  answerConsole(files, options, { ...plain, ...request });
const bytesOf = (body: string | Uint8Array | undefined) => Buffer.from(body ?? '');

test('the address of any view is answered with the one page, which is asked for again each time', () => {
  for (const path of ['', 'sources/pos', 'replays/0123456789abcdef01234567', 'sql', 'no/such/view']) {
    const { status, headers, body } = ask({ path });
    expect({ path, status, cache: headers['cache-control'] }).toEqual({
      path,
      status: 200,
      cache: 'no-cache',
    });
    expect(bytesOf(body).toString()).toContain('<div id="app">');
  }
});

test('what has its content in its name is kept for a year; what is the same is not sent again', () => {
  const [path = ''] = [...files.keys()].filter(name => name.endsWith('.js'));
  const { headers } = ask({ path });
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const again = ask({ path, ifNoneMatch: `W/"old", ${headers.etag}` });
  expect(again.status).toBe(304);
  expect(again.body).toBeUndefined();
});

test('a client gets the smallest copy that it takes, and each copy is the same file', () => {
  for (const [path, file] of files) {
    if (!/\.(js|css|html)$/.test(path)) continue;
    const br = ask({ path, acceptEncoding: 'gzip, deflate, br' });
    const gzip = ask({ path, acceptEncoding: 'GZIP;q=0.5, br;q=0' });
    const asItIs = ask({ path, acceptEncoding: 'zstd' });
    expect([br, gzip, asItIs].map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
    ]);
    expect(brotliDecompressSync(bytesOf(br.body)).equals(file.identity)).toBe(true);
    expect(gunzipSync(bytesOf(gzip.body)).equals(file.identity)).toBe(true);
    expect(new Set([br, gzip, asItIs].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(br.headers.vary).toBe('accept-encoding');
  }
});

test('a file that is not of this build is not there, so that no old page runs with new parts', () => {
  for (const path of ['assets/index-AAAAAAAA.js', 'nothing.css', 'assets/', '../host.json'])
    expect(ask({ path }).status).toBe(404);
});

test('whatever the path and the headers, the answer is a file of the build, the page, or nothing', () => {
  const paths = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc
      .array(
        fc.constantFrom('..', '.', 'assets', '%2e%2e', 'package.json', '\\', '\0', 'host.json', '__proto__'),
        {
          maxLength: 8,
        },
      )
      .map(parts => parts.join('/')),
  );
  fc.assert(
    fc.property(paths, fc.option(fc.string({ maxLength: 400 })), (path, header) => {
      const { status, body } = ask({ path, acceptEncoding: header, ifNoneMatch: header });
      if (status === 404 || status === 304) return true;
      const served = [...files.values()].some(file =>
        [file.identity, file.br, file.gzip].some(copy => copy !== undefined && copy === body),
      );
      return status === 200 && served;
    }),
  );
});

test('nothing runs but the files themselves: no inline script, no other place, no frame around it', () => {
  const policy = ask({}).headers['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|http/);
  const html = bytesOf(files.get('index.html')?.identity).toString();
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?:/);
  for (const { headers } of [ask({}), ask({ path: 'nothing.js' }), ask({ path: 'settings.json' })])
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
});

test('the settings say how to sign in, and hold no secret; only their issuer may be asked then', () => {
  expect(JSON.parse(String(ask({ path: 'settings.json' }).body))).toEqual({ authentication: 'key' });
  expect(JSON.parse(String(ask({ path: 'settings.json' }, entra).body))).toEqual({
    authentication: 'entra',
    issuer,
    clientId: 'the-client',
    scope: 'openid offline_access the-client/.default',
  });
  expect(ask({}, entra).headers['content-security-policy']).toContain(
    "connect-src 'self' https://login.example;",
  );
});

test('the root without its slash leads to the one with it', () => {
  expect(ask({ isBareRoot: true })).toMatchObject({ status: 308, headers: { location: 'console/' } });
});

test('a console that was not built says how to build it', () => {
  const { status, body } = answerConsole(null, key, plain);
  expect(status).toBe(503);
  expect(body).toContain('npm run console:build');
});

test('a first look takes less than 150 kB: page, code, style and letters', () => {
  const html = bytesOf(files.get('index.html')?.identity).toString();
  const assets = [...html.matchAll(/(?:src|href)="\/api\/console\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(assets.length).toBeGreaterThan(1);
  const style = [...files].find(([path]) => /index-.*\.css$/.test(path));
  const [latin = ''] = [...files.keys()].filter(path => /-latin-wght-/.test(path));
  expect(style && bytesOf(style[1].identity).toString()).toContain(latin);
  const first = new Set(['index.html', 'settings.json', latin, ...assets]);
  const bytes = [...first].map(path => ask({ path, acceptEncoding: 'br' }).body?.length ?? 0);
  expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(150_000);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-console-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files of kinds that no console has are not read', () => {
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/a.js', 'assets/a.js.map', '.env', 'notes.md'])
    writeFileSync(join(folder, name), name);
  expect([...(readBuiltConsole(folder)?.keys() ?? [])].sort()).toEqual(['assets/a.js', 'index.html']);
});
