import { type Broker, defineApi, findHub, NEVER, NODE_ID } from '../api.ts';
import { array, bool, int16, int32, nullableArray, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const partition = struct({
  errorCode: int16,
  partitionIndex: int32,
  leaderId: int32,
  replicaNodes: array(int32),
  isrNodes: array(int32),
  offlineReplicas: since(5, array(int32), []),
});
const topic = struct({
  errorCode: int16,
  name: string,
  isInternal: since(1, bool, false),
  partitions: array(partition),
});

/** Where the hubs are: all at the one broker. A hub that is missing is not made: hubs come from the configuration. */
export const metadata = defineApi(
  {
    key: 3,
    name: 'Metadata',
    min: 0,
    max: 5,
    flexibleFrom: NEVER,
    request: struct({ topics: nullableArray(string), allowAutoTopicCreation: since(4, bool, true) }),
    response: struct({
      throttleTimeMs: since(3, int32, 0),
      brokers: array(
        struct({ nodeId: int32, host: string, port: int32, rack: since(1, nullableString, null) }),
      ),
      clusterId: since(2, nullableString, null),
      controllerId: since(1, int32, NODE_ID),
      topics: array(topic),
    }),
  },
  ({ topics }, { broker, version }) => {
    const all = topics === null || (version === 0 && topics.length === 0);
    const names = all ? [...broker.hubs.values()].map(hub => hub.name) : topics;
    return {
      throttleTimeMs: 0,
      brokers: [{ nodeId: NODE_ID, host: broker.host, port: broker.port, rack: null }],
      clusterId: 'assay-event-hubs',
      controllerId: NODE_ID,
      topics: names.map(name => describe(broker, name)),
    };
  },
);

function describe(broker: Broker, name: string) {
  const hub = findHub(broker, name);
  return {
    errorCode: hub === undefined ? ErrorCode.unknownTopicOrPartition : ErrorCode.none,
    name,
    isInternal: false,
    partitions: (hub?.partitions ?? []).map((_, partitionIndex) => ({
      errorCode: ErrorCode.none,
      partitionIndex,
      leaderId: NODE_ID,
      replicaNodes: [NODE_ID],
      isrNodes: [NODE_ID],
      offlineReplicas: [],
    })),
  };
}
