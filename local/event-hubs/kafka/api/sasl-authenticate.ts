import { defineApi } from '../api.ts';
import { bytes, int16, int64, nullableString, since, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import { authenticate } from '../sasl.ts';

const nothing = Buffer.alloc(0);

export const saslAuthenticate = defineApi(
  {
    key: 36,
    name: 'SaslAuthenticate',
    min: 0,
    max: 2,
    flexibleFrom: 2,
    request: struct({ authBytes: bytes }),
    response: struct({
      errorCode: int16,
      errorMessage: nullableString,
      authBytes: bytes,
      sessionLifetimeMs: since(1, int64, 0),
    }),
  },
  ({ authBytes }, { sasl }) => {
    const refuse = (errorCode: ErrorCode, errorMessage: string) => ({
      errorCode,
      errorMessage,
      authBytes: nothing,
      sessionLifetimeMs: 0,
    });
    if (sasl.mechanism === undefined)
      return refuse(ErrorCode.illegalSaslState, 'SaslAuthenticate comes after SaslHandshake.');
    const verdict = authenticate(sasl.mechanism, authBytes);
    if (!verdict.ok)
      return refuse(ErrorCode.saslAuthenticationFailed, `Authentication failed: ${verdict.reason}.`);
    sasl.authenticated = true;
    return {
      errorCode: ErrorCode.none,
      errorMessage: null,
      authBytes: nothing,
      sessionLifetimeMs: verdict.lifetimeMs,
    };
  },
);
