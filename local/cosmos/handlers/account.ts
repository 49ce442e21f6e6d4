// GET / — the account: one region, which is this server.
import type { Exchange, Reply } from '../exchange.ts';

export function readAccount({ endpoint }: Exchange): Reply {
  const locations = [{ name: 'Local', databaseAccountEndpoint: endpoint }];
  const body = JSON.stringify({
    _self: '',
    id: 'local',
    _rid: 'local',
    media: '//media/',
    addresses: '//addresses/',
    _dbs: '//dbs/',
    writableLocations: locations,
    readableLocations: locations,
    enableMultipleWriteLocations: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 1, maxReplicasetSize: 1 },
    userConsistencyPolicy: { defaultConsistencyLevel: 'Session' },
    systemReplicationPolicy: { minReplicaSetSize: 1, maxReplicasetSize: 1 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: '{}',
  });
  return { status: 200, body, charge: 0 };
}
