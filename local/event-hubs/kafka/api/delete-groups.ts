import { defineApi } from '../api.ts';
import { array, int16, int32, string, struct } from '../codec.ts';

/** Forgets empty groups and what they committed. */
export const deleteGroups = defineApi(
  {
    key: 42,
    name: 'DeleteGroups',
    min: 0,
    max: 2,
    flexibleFrom: 2,
    request: struct({ groupsNames: array(string) }),
    response: struct({
      throttleTimeMs: int32,
      results: array(struct({ groupId: string, errorCode: int16 })),
    }),
  },
  ({ groupsNames }, { broker }) => ({
    throttleTimeMs: 0,
    results: groupsNames.map(groupId => ({ groupId, errorCode: broker.groups.delete(groupId) })),
  }),
);
