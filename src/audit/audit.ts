// Audits gold: recomputes models in batch over silver, at one cut, and compares. See docs/gold-audit.md.

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompiledModelFile } from '../gold/load-models.ts';
import type { Model } from '../gold/model.ts';
import type { LedgerStore } from '../ledger/ledger.ts';
import type { ReadGoldDocuments } from '../sql/gold-tables.ts';
import { batchRows, typeDifferences } from './batch-rows.ts';
import { type Comparison, compareModel } from './compare.ts';
import { cutOf } from './cut.ts';
import { openSilver, type SilverParts } from './silver-database.ts';
import { tolerances } from './tolerance.ts';

export type AuditParts = Omit<SilverParts, 'path'> & {
  ledger: Pick<LedgerStore, 'read'>;
  readDocuments: ReadGoldDocuments;
  now?: () => number;
};

export type AuditedModel = { model: Model; file: CompiledModelFile };

export type ModelAudit = Comparison & { model: Model };

/** One after the other, all at the same cut. */
export async function audit(
  { ledger, readDocuments, now = Date.now, ...parts }: AuditParts,
  audited: readonly AuditedModel[],
): Promise<ModelAudit[]> {
  const cut = cutOf((await ledger.read()).map(({ entry }) => entry));
  const folder = await mkdtemp(join(parts.folder, 'audit-'));
  const wanted = audited.flatMap(({ model }) => [...model.tables]);
  try {
    const silver = await openSilver({ ...parts, folder }, wanted, cut);
    const audits: ModelAudit[] = [];
    for (const { model, file } of audited) {
      const sql = file.sql.trim().replace(/;$/, '');
      const nowMs = now();
      const documents = await readDocuments(model, 0, Number.POSITIVE_INFINITY);
      const batch = await batchRows(silver, model, sql);
      const compared = compareModel(model, {
        ...{ documents, batch, cut, nowMs },
        tolerances: tolerances(file.query),
      });
      const types = (await typeDifferences(silver, model, sql)).map(difference => ({
        ...{ key: '(its type)', window: null },
        ...difference,
      }));
      audits.push({ model, ...compared, differences: [...types, ...compared.differences] });
    }
    silver.close();
    return audits;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
