// What the platform really holds, read with Microsoft's own clients and not through the platform.

import { CosmosClient } from '@azure/cosmos';
import { BlobServiceClient } from '@azure/storage-blob';
import { parquetReadObjects } from 'hyparquet';
import type { GoldNumbers } from './recompute.ts';

/** Every number of every gold document. */
export async function readGold(cosmos: string): Promise<GoldNumbers> {
  const [, endpoint = ''] = /AccountEndpoint=([^;]+)/.exec(cosmos) ?? [];
  const [, key = ''] = /AccountKey=([^;]+)/.exec(cosmos) ?? [];
  const database = new CosmosClient({ endpoint, key }).database('assay');
  const gold: GoldNumbers = new Map();
  const { resources: containers } = await database.containers.readAll().fetchAll();
  for (const { id: container } of containers) {
    const { resources } = await database.container(container).items.query('SELECT * FROM c').fetchAll();
    for (const { pk, id, s } of resources)
      for (const [field, value] of Object.entries(s as Record<string, number>))
        if (value !== 0) gold.set(`${container.replace(/\.v\d+$/, '')} ${pk} ${id} ${field}`, value);
  }
  return gold;
}

/** Lane → how often each sequence number is in the landed files of a tier. */
export async function readCoordinates(
  lake: string,
  tier: 'bronze' | 'silver',
): Promise<Map<string, Map<number, number>>> {
  const container = BlobServiceClient.fromConnectionString(lake).getContainerClient('lake');
  const lanes = new Map<string, Map<number, number>>();
  for await (const { name } of container.listBlobsFlat({ prefix: 'landing/' })) {
    if (!name.includes(`/${tier}/`)) continue;
    const content = await container.getBlobClient(name).downloadToBuffer();
    const rows = await parquetReadObjects({
      file: new Uint8Array(content).buffer,
      columns: ['hub', 'partition_id', 'sequence_number'],
    });
    for (const { hub, partition_id, sequence_number } of rows) {
      const lane = lanes.get(`${hub}-${partition_id}`) ?? new Map<number, number>();
      lane.set(Number(sequence_number), (lane.get(Number(sequence_number)) ?? 0) + 1);
      lanes.set(`${hub}-${partition_id}`, lane);
    }
  }
  return lanes;
}
