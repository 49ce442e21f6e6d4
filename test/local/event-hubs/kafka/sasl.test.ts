import { describe, expect, test } from 'vitest';
import { authenticate } from '../../../../local/event-hubs/kafka/sasl.ts';
import { connectionString } from '../service.ts';

const plain = (user: string, password: string) =>
  authenticate('PLAIN', Buffer.from(`\0${user}\0${password}`));
const bearer = (message: string) => authenticate('OAUTHBEARER', Buffer.from(message));

describe('PLAIN', () => {
  test('takes the connection string as the password of $ConnectionString', () => {
    expect(plain('$ConnectionString', connectionString(5672))).toMatchObject({ ok: true });
  });

  test.each([
    ['another user', 'admin', connectionString(5672), /\$ConnectionString/],
    ['no connection string', '$ConnectionString', 'secret', /not a connection string/],
    ['another key', '$ConnectionString', connectionString(1).replace('SAS_KEY_VALUE', 'x'), /is wrong/],
    ['a message of other parts', '$ConnectionString', 'a\0b', /a PLAIN message is/],
  ])('refuses %s, and says so', (_, user, password, reason) => {
    expect(plain(user, password)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });
});

describe('OAUTHBEARER', () => {
  test('takes what has the form of a token, as $cbs does, for an hour', () => {
    expect(bearer('n,,\u0001auth=Bearer aa.bb.cc\u0001\u0001')).toEqual({ ok: true, lifetimeMs: 3_600_000 });
  });

  test('refuses anything else', () => {
    expect(bearer('n,,\u0001auth=Bearer secret\u0001\u0001')).toMatchObject({ ok: false });
    expect(bearer('')).toMatchObject({ ok: false });
  });
});
