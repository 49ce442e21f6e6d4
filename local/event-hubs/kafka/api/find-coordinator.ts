import { defineApi, NODE_ID } from '../api.ts';
import {
  array,
  between,
  int8,
  int16,
  int32,
  nullableString,
  since,
  string,
  struct,
  until,
} from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const GROUP = 0;

/** The broker that a group's members talk to: the only one. */
export const findCoordinator = defineApi(
  {
    key: 10,
    name: 'FindCoordinator',
    min: 0,
    max: 4,
    flexibleFrom: 3,
    request: struct({
      key: until(3, string, ''),
      keyType: since(1, int8, GROUP),
      coordinatorKeys: since(4, array(string), []),
    }),
    response: struct({
      throttleTimeMs: since(1, int32, 0),
      errorCode: until(3, int16, ErrorCode.none),
      errorMessage: between(1, 3, nullableString, null),
      nodeId: until(3, int32, NODE_ID),
      host: until(3, string, ''),
      port: until(3, int32, 0),
      coordinators: since(
        4,
        array(
          struct({
            key: string,
            nodeId: int32,
            host: string,
            port: int32,
            errorCode: int16,
            errorMessage: nullableString,
          }),
        ),
        [],
      ),
    }),
  },
  ({ keyType, coordinatorKeys }, { broker: { host, port } }) => {
    const ok = keyType === GROUP;
    const found = {
      nodeId: ok ? NODE_ID : -1,
      host: ok ? host : '',
      port: ok ? port : -1,
      errorCode: ok ? ErrorCode.none : ErrorCode.invalidRequest,
      errorMessage: ok ? null : 'Transactions are not offered.',
    };
    return { throttleTimeMs: 0, ...found, coordinators: coordinatorKeys.map(key => ({ key, ...found })) };
  },
);
