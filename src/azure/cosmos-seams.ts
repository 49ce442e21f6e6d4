// Seams in Cosmos DB: documents in the new version's own container, where no key of the model can be.

import { type Database, ErrorResponse } from '@azure/cosmos';
import type { Seam, SeamStore } from '../rebuild/seam.ts';
import { containerName } from './cosmos-gold.ts';

const pk = '~rebuild';
const wholeId = 'whole';

type SeamResource = Seam & { _etag: string };

export function createCosmosSeams(database: Database): SeamStore {
  return {
    read: async (model, lane) => {
      const { resource } = await database
        .container(containerName(model))
        .item(seamId(lane), pk)
        .read<SeamResource>();
      if (!resource) return null;
      const { base, from, done, _etag: etag } = resource;
      return { seam: { base, from, done }, etag };
    },
    create: (model, lane, seam) =>
      database
        .container(containerName(model))
        .items.create({ id: seamId(lane), pk, ...seam })
        .then(
          () => 'created' as const,
          error => answer(error, 409, 'exists' as const),
        ),
    replace: (model, lane, seam, etag) =>
      database
        .container(containerName(model))
        .item(seamId(lane), pk)
        .replace({ id: seamId(lane), pk, ...seam }, { accessCondition: { type: 'IfMatch', condition: etag } })
        .then(
          () => 'replaced' as const,
          error => answer(error, 412, 'changed' as const),
        ),
    isWhole: async model => {
      const { resource } = await database.container(containerName(model)).item(wholeId, pk).read();
      return resource !== undefined;
    },
    setWhole: async model => {
      await database.container(containerName(model)).items.upsert({ id: wholeId, pk });
    },
  };
}

const seamId = (lane: string) => `seam.${lane}`;

function answer<T>(error: unknown, code: number, value: T): T {
  if (error instanceof ErrorResponse && Number(error.code) === code) return value;
  throw error;
}
