import { type Api, defineApi } from '../api.ts';
import { array, int16, int32, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import type { Writer } from '../wire.ts';

const KEY = 18;
const response = struct({
  errorCode: int16,
  apiKeys: array(struct({ apiKey: int16, minVersion: int16, maxVersion: int16 })),
  throttleTimeMs: since(1, int32, 0),
});

/** Says which APIs there are. */
export function apiVersions(served: Api[]): Api {
  const spec = { key: KEY, name: 'ApiVersions', min: 0, max: 3, flexibleFrom: 3 };
  const apiKeys = [...served, spec]
    .map(({ key, min, max }) => ({ apiKey: key, minVersion: min, maxVersion: max }))
    .sort((a, b) => a.apiKey - b.apiKey);
  return defineApi(
    {
      ...spec,
      request: struct({
        clientSoftwareName: since(3, string, ''),
        clientSoftwareVersion: since(3, string, ''),
      }),
      response,
    },
    () => ({ errorCode: ErrorCode.none, apiKeys, throttleTimeMs: 0 }),
  );
}

/** What a client that asks in a version of the future gets, in version 0: it asks again in one that is listed. */
export function newerThanKnown(w: Writer): void {
  const apiKeys = [{ apiKey: KEY, minVersion: 0, maxVersion: 3 }];
  response.write(w, { errorCode: ErrorCode.unsupportedVersion, apiKeys, throttleTimeMs: 0 });
}
