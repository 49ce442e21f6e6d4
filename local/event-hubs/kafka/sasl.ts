// Who is let in: SASL PLAIN with the user `$ConnectionString` and the connection string as its password, or OAUTHBEARER
// with a token, as at Event Hubs. The connection string must have this emulator's key; of a token only the form is
// looked at, as `$cbs` does for AMQP. https://learn.microsoft.com/azure/event-hubs/azure-event-hubs-apache-kafka-overview
export const mechanisms = ['PLAIN', 'OAUTHBEARER'];

/** Well known, and the same as that of Microsoft's emulator. */
export const SHARED_ACCESS_KEY_NAME = 'RootManageSharedAccessKey';
export const SHARED_ACCESS_KEY = 'SAS_KEY_VALUE';
const BEARER_LIFETIME_MS = 3_600_000;

export interface Sasl {
  mechanism: string | undefined;
  authenticated: boolean;
  /** The next frame is the mechanism's message and nothing else. */
  bare: boolean;
}

export type Verdict = { ok: true; lifetimeMs: number } | { ok: false; reason: string };

/** Judges what the client sent after the handshake. */
export function authenticate(mechanism: string, bytes: Buffer): Verdict {
  return mechanism === 'PLAIN' ? plain(bytes) : bearer(bytes);
}

/** RFC 4616: authorization id, user and password, with a NUL between them. */
function plain(bytes: Buffer): Verdict {
  const [, user, password, ...more] = bytes.toString('utf8').split('\0');
  if (password === undefined || more.length > 0) return no('a PLAIN message is: NUL, user, NUL, password');
  if (user !== '$ConnectionString')
    return no('the user must be $ConnectionString, and the password the connection string');
  const parts = new Map(
    password.split(';').map(part => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=')];
    }),
  );
  if (!/^(sb|amqps?):\/\//i.test(parts.get('endpoint') ?? ''))
    return no('the password is not a connection string: it has no Endpoint=sb://…');
  const right =
    parts.get('sharedaccesskeyname') === SHARED_ACCESS_KEY_NAME &&
    parts.get('sharedaccesskey') === SHARED_ACCESS_KEY;
  return right
    ? { ok: true, lifetimeMs: 0 }
    : no("the connection string's SharedAccessKeyName or SharedAccessKey is wrong");
}

/** RFC 7628: a header, then key=value pairs with 0x01 after each. */
function bearer(bytes: Buffer): Verdict {
  const header = bytes
    .toString('utf8')
    .split('\u0001')
    .find(pair => /^auth=Bearer /i.test(pair));
  const token = header?.slice('auth=Bearer '.length);
  if (token === undefined || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token))
    return no('the token is not a JSON web token');
  return { ok: true, lifetimeMs: BEARER_LIFETIME_MS };
}

function no(reason: string): Verdict {
  return { ok: false, reason };
}
