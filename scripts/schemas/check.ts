// Whether the catalog's schemas may follow the versions that were released: docs/decisions/schema-releases.md.

import { checkCompatibility } from '../../src/registry/compatibility/check-compatibility.ts';
import type { Policy } from '../../src/registry/compatibility/difference.ts';
import { compactJson } from '../../src/registry/schema-text.ts';
import type { CatalogSchema, Released } from './catalog-schemas.ts';
import { lineOf, partsOf } from './line-of.ts';

/** A new version reads every document of every older one, and optional fields may come and go. */
export const level = 'BACKWARD_TRANSITIVE';
export const policy: Policy = 'lenient';

/** `error` as compilers write it: `catalog/pos/sale.schema.json:12: what is wrong, and what to do`. */
export type Finding = { file: string; line: number; message: string };

export const formatFinding = ({ file, line, message }: Finding) => `${file}:${line}: ${message}`;

/** Empty when the schema may be released, or is. */
export function checkSchema(schema: CatalogSchema): Finding[] {
  const { version, released, source, name } = schema;
  const at = (path: string[], message: string): Finding[] => [
    { file: schema.file, line: lineOf(schema.text, path), message },
  ];
  const newest = released.at(-1)?.version ?? 0;
  const expected = `https://assay.example/schemas/${source}/${name}`;
  if (version === null || schema.schema.$id !== `${expected}/${version}`)
    return at(['$id'], `"$id" must be ${expected}/${newest || 1}, with the number of the version`);
  if (schema.encoding === 'debezium' && schema.upgraded.size > 0)
    return at(['$id'], 'rows of a table are not upgraded: a column that changes is a new column');
  const gap = released.findIndex((one, index) => one.version !== index + 1);
  if (gap >= 0) return at(['$id'], `version ${gap + 1} is not among the released: put its file back`);
  const same = released.find(one => one.version === version);
  if (same && version === newest) {
    if (compactJson(same.text) === compactJson(schema.text)) return [];
    return at(
      ['$id'],
      `the schema is not what was released as version ${version} (${same.file}): make it version ${version + 1} in "$id"`,
    );
  }
  if (version !== newest + 1)
    return at(['$id'], `version ${version} cannot follow version ${newest}: make it ${newest + 1} in "$id"`);
  return breaks(schema);
}

/** For what is to be merged: a version that was not released would never be published. */
export function checkReleased({ file, text, name, version, released }: CatalogSchema): Finding[] {
  if (released.at(-1)?.version === version) return [];
  const message = `version ${version} is not released: run npm run schemas -- release, and commit released/${name}.${version}.json`;
  return [{ file, line: lineOf(text, ['$id']), message }];
}

function breaks(schema: CatalogSchema): Finding[] {
  const compared = schema.released.filter(({ version }) => !schema.upgraded.has(version));
  const violations = checkCompatibility(
    schema.schema,
    compared.map(old => old.schema),
    level,
    { policy },
  );
  return violations.map(({ type, path, message, previous }) => {
    const old: Released | undefined = compared[previous ?? -1];
    const where = old ? ` ${old.file}:${lineOf(old.text, partsOf(path))}` : '';
    const against = old ? `breaks with version ${old.version} (${type} at ${path};${where})` : type;
    return {
      file: schema.file,
      line: lineOf(schema.text, partsOf(path)),
      message: `${against}. ${message}`,
    };
  });
}
