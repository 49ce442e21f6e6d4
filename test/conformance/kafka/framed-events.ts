// Events in Confluent's frame, by the ids of schemas that were published from the catalog: KafkaJS's registry client frames
// them, and the platform reads each by the version that its id names.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { keyHeaders } from '../../../local/platform/function-apps.ts';
import type { LocalPlatform } from '../../../local/platform/platform.ts';
import { sum } from '../../../local/platform/samples.ts';
import { readCatalogSchemas } from '../../../scripts/schemas/catalog-schemas.ts';
import { publish } from '../../../scripts/schemas/publish.ts';
import { same } from '../checks.ts';
import { saleOf } from './sale.ts';

const catalog = join(import.meta.dirname, '..', '..', '..', 'catalog');

/** The catalog with a hub of sales that takes frames too. */
export function catalogWithFrames(folder: string): string {
  const copy = join(folder, 'catalog');
  cpSync(catalog, copy, { recursive: true });
  const file = join(copy, 'pos', 'source.json');
  const formats = ['cloudevents', 'cloudevents-binary', 'confluent'];
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), formats }));
  return copy;
}

/** Publishes the catalog's schemas, and gives the `n`th sale in a frame: by KafkaJS's client, and by an id that there is not. */
export async function framedSales({ url }: LocalPlatform) {
  const host = `${url}/api/registry`;
  await publish({ url: host, headers: keyHeaders }, readCatalogSchemas(catalog), () => {});
  const key = () => ({
    prepareRequest: (next: () => Promise<{ enhance(more: object): never }>) =>
      next().then(request => request.enhance({ headers: keyHeaders })),
  });
  const ajvInstance = new Ajv2020({ strict: false });
  addFormats.default(ajvInstance);
  const registry = new SchemaRegistry(
    { host, middlewares: [key as never] },
    { [SchemaType.JSON]: { ajvInstance } },
  );
  const id = await registry.getLatestSchemaId(saleOf(1).attributes.type);
  const messageOf = (n: number, value: Buffer) => {
    const { attributes } = saleOf(n);
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text]),
    );
    return { value, headers };
  };
  return {
    known: async (n: number) => messageOf(n, await registry.encode(id, saleOf(n).data)),
    unknown: (n: number) => {
      const head = Buffer.from([0, 0, 0, 0x30, 0x39]);
      return messageOf(n, Buffer.concat([head, Buffer.from(JSON.stringify(saleOf(n).data))]));
    },
  };
}

/** Throws unless as many events were refused for their ids. */
export async function sameRefusals(platform: LocalPlatform, expected: number): Promise<void> {
  const refused = sum(await platform.samples(), 'assay_quarantined_events_total', {
    reason: 'unknown_schema_id',
  });
  same('events refused for their ids', refused, expected);
}
