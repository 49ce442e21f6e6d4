// The console over HTTP: its files, what it has to know before anyone has signed in, and its one page for the address of
// any view. Open to all on purpose: the files are the same for everybody and hold no data, and a browser can't show a
// token before the page that fetches one is there. All data comes from the API, which asks every caller for its role.

import type { Authentication, SignIn } from '../config.ts';
import { type BuiltConsole, type BuiltFile, indexFile } from './built-files.ts';
import { chooseEncoding } from './choose-encoding.ts';

export type ConsoleRequest = {
  /** Below the console's root, decoded; empty for the root itself. */
  path: string;
  /** Whether the address of the request ends in the root without its slash. */
  isBareRoot: boolean;
  acceptEncoding: string | null;
  ifNoneMatch: string | null;
};

export type ConsoleAnswer = {
  status: number;
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
};

export type ConsoleOptions = { authentication: Authentication; signIn: SignIn | null };

/** Never throws: whatever the path, it is a file of the list, the page, or not there. */
export function answerConsole(
  files: BuiltConsole | null,
  options: ConsoleOptions,
  request: ConsoleRequest,
): ConsoleAnswer {
  const headers = securityHeaders(options.signIn);
  if (request.isBareRoot) return { status: 308, headers: { ...headers, location: 'console/' } };
  if (request.path === 'settings.json')
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
      body: JSON.stringify(settingsOf(options)),
    };
  const file = files?.get(request.path) ?? (isView(request.path) ? files?.get(indexFile) : undefined);
  if (file) return answerFile(file, headers, request);
  return {
    status: files === null ? 503 : 404,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body:
      files === null
        ? 'The console is not built. Run: npm run console:build\n'
        : 'The console has no such file: it is of another version, or its name is wrong.\n',
  };
}

function answerFile(
  file: BuiltFile,
  common: Record<string, string>,
  { acceptEncoding, ifNoneMatch }: ConsoleRequest,
): ConsoleAnswer {
  const encoding = chooseEncoding(acceptEncoding, file);
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  const headers = {
    ...common,
    etag,
    vary: 'accept-encoding',
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (ifNoneMatch !== null && tagsOf(ifNoneMatch).includes(etag)) return { status: 304, headers };
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': file.contentType,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
    body: file[encoding] ?? file.identity,
  };
}

/** Weak or strong: a file that is the same under a weak tag is the same. */
const tagsOf = (ifNoneMatch: string) => ifNoneMatch.split(',').map(tag => tag.trim().replace(/^W\//, ''));

/** The address of a view has no file's ending in its last part, and is not below assets/. */
const isView = (path: string) =>
  !path.startsWith('assets/') && !/\.(js|css|svg|woff2|wasm|map|html|json)$/.test(path);

function settingsOf({ authentication, signIn }: ConsoleOptions): Record<string, string> {
  if (authentication === 'key') return { authentication };
  return { authentication, ...signIn, scope: `openid offline_access ${signIn?.clientId ?? ''}/.default` };
}

/** Nothing from elsewhere, no inline script, no frame around it; only signing in may leave for its issuer. */
function securityHeaders(signIn: SignIn | null): Record<string, string> {
  const issuer = signIn === null ? '' : ` ${new URL(signIn.issuer).origin}`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self'${issuer}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-content-type-options': 'nosniff',
  };
}
