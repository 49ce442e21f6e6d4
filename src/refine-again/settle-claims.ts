// Claims for events that are valid now: made once, whoever asks again. What another has taken meanwhile is lost to it, and is
// taken out of the files that were written for it.

import { type AddFile, dataFilePath } from '../delta/actions.ts';
import { DeltaError } from '../delta/errors.ts';
import type { DeltaTable } from '../delta/table.ts';
import { formatCoordinate } from '../events/coordinate.ts';
import type { ClaimTransfers } from '../silver/claim-transfers.ts';
import type { Claims } from '../silver/claims.ts';
import { scanSql } from '../sql/table-scan.ts';
import { writeDataFile } from '../tables/data-file.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import type { createWorkbenches } from '../tables/workbench.ts';
import type { At, Wanted } from './report.ts';

export type ClaimParts = { claims: Claims; transfers: ClaimTransfers };

/** `releasedBy`: the owner of an identity that is refused now. Returns those that lost their identity to another. */
export async function settleClaims(
  { claims, transfers }: ClaimParts,
  hub: string,
  wanted: readonly Wanted[],
  releasedBy: ReadonlyMap<string, string>,
): Promise<Wanted[]> {
  const nameOf = (at: At) => formatCoordinate({ hub, ...at });
  const groups = [...Map.groupBy(wanted, ({ identity }) => identity)];
  const lost = await Promise.all(
    groups.map(async ([identity, events]) => {
      const [first] = events;
      if (!first) return [];
      let owner = await claims.claim(hub, identity, nameOf(first));
      if (owner !== nameOf(first) && owner === releasedBy.get(identity))
        owner = await transfers.move(hub, identity, owner, nameOf(first));
      return events.filter(event => nameOf(event) !== owner);
    }),
  );
  return lost.flat();
}

/** The files without the rows of some events; a file without any of them is as it was. */
export async function withoutEvents(
  workbench: ReturnType<typeof createWorkbenches>,
  { table, prefix, nowMs }: { table: DeltaTable; prefix: string; nowMs: number },
  files: readonly AddFile[],
  events: readonly At[],
): Promise<AddFile[]> {
  const snapshot = await table.snapshot();
  if (!snapshot) throw new DeltaError('not found', `${table.name}: the table is gone`);
  const { schema, metadata } = snapshot;
  const coordinates = events.map(
    ({ partitionId, sequenceNumber }) => `(${quoteText(partitionId)}, ${sequenceNumber})`,
  );
  const where = `(_partition_id, _sequence_number) IN (${coordinates.join(', ')})`;
  return workbench(async bench => {
    const kept: AddFile[] = [];
    for (const [i, file] of files.entries()) {
      const content = await table.store.read(dataFilePath(file));
      if (!content) throw new DeltaError('corrupt', `${table.name}: the data file ${file.path} is missing`);
      const local = {
        path: await bench.write(`${i}.parquet`, content),
        partitionValues: file.partitionValues,
      };
      const rows = `(${scanSql([local], schema, metadata.partitionColumns)})`;
      const [{ n, lost } = { n: 0, lost: 0 }] = await bench.rows(
        `SELECT count(*) AS n, count(*) FILTER (WHERE ${where}) AS lost FROM ${rows}`,
      );
      if (Number(lost) === 0) kept.push(file);
      else if (Number(lost) < Number(n))
        kept.push(
          await writeDataFile(
            bench,
            { table, schema, prefix },
            `(SELECT * FROM ${rows} WHERE NOT (${where}))`,
            file.partitionValues,
            nowMs,
          ),
        );
    }
    return kept;
  });
}
