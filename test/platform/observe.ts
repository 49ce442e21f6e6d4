// What the platform really holds, read with Microsoft's own clients and not through the platform.

import { zstdDecompressSync } from 'node:zlib';
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

/** The rows of one table, in the columns asked for: its log replayed from the first commit, with no help of ours. */
export async function readTable(lake: string, folder: string, columns: string[]): Promise<Row[]> {
  const container = BlobServiceClient.fromConnectionString(lake).getContainerClient('lake');
  const read = (path: string) => container.getBlobClient(path).downloadToBuffer();
  const names: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix: `${folder}/_delta_log/` }))
    if (/\/\d{20}\.json$/.test(name)) names.push(name);
  const active = new Set<string>();
  for (const [version, name] of names.sort().entries()) {
    if (Number(name.slice(-25, -5)) !== version) throw new Error(`${folder} has no version ${version}`);
    for (const line of (await read(name)).toString().trim().split('\n')) {
      const { add, remove } = JSON.parse(line) as Partial<Record<'add' | 'remove', { path: string }>>;
      if (remove) active.delete(remove.path);
      if (add) active.add(add.path);
    }
  }
  const rows: Row[] = [];
  for (const path of active) {
    const file = new Uint8Array(await read(`${folder}/${decodeURIComponent(path)}`)).buffer;
    rows.push(...(await parquetReadObjects({ file, columns, compressors })));
  }
  return rows;
}

type Row = Record<string, unknown>;

const compressors = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) };

/** The folders of all tables, `quarantine` among them. */
export async function tableFolders(lake: string): Promise<string[]> {
  const container = BlobServiceClient.fromConnectionString(lake).getContainerClient('lake');
  const folders = new Set<string>();
  for await (const { name } of container.listBlobsFlat())
    if (name.includes('/_delta_log/')) folders.add(name.slice(0, name.indexOf('/_delta_log/')));
  return [...folders].sort();
}
