import { defineApi } from '../api.ts';
import { array, int16, int32, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

export const listGroups = defineApi(
  {
    key: 16,
    name: 'ListGroups',
    min: 0,
    max: 4,
    flexibleFrom: 3,
    request: struct({ statesFilter: since(4, array(string), []) }),
    response: struct({
      throttleTimeMs: since(1, int32, 0),
      errorCode: int16,
      groups: array(struct({ groupId: string, protocolType: string, groupState: since(4, string, 'Empty') })),
    }),
  },
  ({ statesFilter }, { broker }) => ({
    throttleTimeMs: 0,
    errorCode: ErrorCode.none,
    groups: broker.groups
      .all()
      .filter(({ state }) => statesFilter.length === 0 || statesFilter.includes(state))
      .map(({ id, protocolType, state }) => ({ groupId: id, protocolType, groupState: state })),
  }),
);
