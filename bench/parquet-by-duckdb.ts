// The writer that the platform uses: DuckDB reads, converts and writes, and no row becomes a JavaScript object.

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteName, quoteText, readFilesSql } from '../src/tables/duckdb-type.ts';
import { bronzeRowsSql, silverRowsSql } from '../src/tables/landed-rows.ts';
import { createWorkbenches } from '../src/tables/workbench.ts';
import { sourceNamed } from './landed-files.ts';
import { bronzeSchema, type ParquetWriter, silverSchema, table } from './parquet-writer.ts';

const source = sourceNamed('pos');
const withBench = createWorkbenches({ folder: join(tmpdir(), 'assay-bench'), memoryMb: 2_000 });

const filesSql = (files: readonly string[]) =>
  `SELECT * FROM read_parquet([${files.map(quoteText).join(', ')}])`;

export function byDuckdb(compression: 'zstd' | 'snappy'): ParquetWriter {
  const copy = (rows: string, columns: readonly { name: string }[], output: string) =>
    withBench(bench =>
      bench.run(
        `COPY (SELECT ${columns.map(({ name }) => quoteName(name)).join(', ')} FROM (${rows})) TO ${quoteText(output)} (FORMAT parquet, COMPRESSION ${compression})`,
      ),
    );
  return {
    bronze: (files, output) => copy(bronzeRowsSql(filesSql(files)), bronzeSchema.fields, output),
    silver: (files, output) => {
      const type = source.types.find(candidate => candidate.table === table);
      if (!type) throw new Error(`the catalog has no table "${table}"`);
      return copy(silverRowsSql(source, type, filesSql(files)), silverSchema.fields, output);
    },
    compaction: (files, output) => copy(readFilesSql(files, silverSchema, {}), silverSchema.fields, output),
  };
}
