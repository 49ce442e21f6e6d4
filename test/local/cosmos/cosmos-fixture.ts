// A stand-in in this process and Microsoft's own client for it.
import { type Container, type ContainerRequest, CosmosClient, ErrorResponse } from '@azure/cosmos';
import { type Cosmos, type CosmosOptions, startCosmos } from '../../../local/cosmos/server.ts';

/** The emulator's well-known key. */
const KEY = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export type Fixture = { cosmos: Cosmos; client: CosmosClient; close(): Promise<void> };

export function clientOf(port: number): CosmosClient {
  return new CosmosClient({ endpoint: `http://127.0.0.1:${port}`, key: KEY });
}

export async function startFixture(options: Partial<CosmosOptions> = {}): Promise<Fixture> {
  const cosmos = await startCosmos({ port: 0, ...options });
  const client = clientOf(cosmos.port);
  const close = async () => {
    client.dispose();
    await cosmos.stop();
  };
  return { cosmos, client, close };
}

let containers = 0;

/** A fresh container, partitioned by /pk unless said otherwise. */
export async function newContainer(
  client: CosmosClient,
  request: Partial<ContainerRequest> = {},
): Promise<Container> {
  containers += 1;
  const { database } = await client.databases.createIfNotExists({ id: 'tests' });
  const id = `c${containers}`;
  const { container } = await database.containers.create({
    id,
    partitionKey: { paths: ['/pk'] },
    ...request,
  });
  return container;
}

/** The status code with which a call fails; 0 when it does not. */
export async function failure(call: Promise<unknown>): Promise<number> {
  try {
    await call;
    return 0;
  } catch (error) {
    if (error instanceof ErrorResponse) return Number(error.code);
    throw error;
  }
}
