import { defineApi, NEVER } from '../api.ts';
import { array, int16, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import { mechanisms } from '../sasl.ts';

/** Says by which mechanism the client will authenticate; after version 0 it does so without SaslAuthenticate around. */
export const saslHandshake = defineApi(
  {
    key: 17,
    name: 'SaslHandshake',
    min: 0,
    max: 1,
    flexibleFrom: NEVER,
    request: struct({ mechanism: string }),
    response: struct({ errorCode: int16, mechanisms: array(string) }),
  },
  ({ mechanism }, { sasl, version }) => {
    const offered = mechanisms.includes(mechanism);
    sasl.mechanism = offered ? mechanism : undefined;
    sasl.bare = offered && version === 0;
    return { errorCode: offered ? ErrorCode.none : ErrorCode.unsupportedSaslMechanism, mechanisms };
  },
);
