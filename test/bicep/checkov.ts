// Holds what checkov found against the explanations in checkov-explained.json: what has none fails, and so does an
// explanation of something that is no longer found. Usage: node checkov.ts <results.json>
//        node checkov.ts --templates <folder>: writes the templates that checkov reads, made from the kept snapshots.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templates } from './template.ts';

type Finding = { check_id: string; check_name: string; resource: string; file_path: string };
type Explanation = { finds: string; why: string; environments?: string[] };

const [first = '', folder = ''] = process.argv.slice(2);
if (first === '--templates') writeTemplates(folder);
else process.exitCode = judge(first);

/** checkov's own parser of Bicep does not know types and imports; resources with their values it reads as ARM. */
function writeTemplates(target: string): void {
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  for (const { environment, resources } of templates) {
    const template = { $schema, contentVersion: '1.0.0.0', resources };
    writeFileSync(join(target, `${environment}.json`), JSON.stringify(template, null, 1));
  }
}

function judge(file: string): number {
  const { results, summary } = JSON.parse(readFileSync(file, 'utf8'));
  if (summary.parsing_errors > 0 || summary.passed === 0) {
    console.error(`checkov could not read the templates: ${JSON.stringify(summary)}`);
    return 1;
  }
  const explained: Record<string, Explanation> = JSON.parse(
    readFileSync(join(import.meta.dirname, 'checkov-explained.json'), 'utf8'),
  );
  const findings: Finding[] = results.failed_checks;
  const unexplained = findings.filter(finding => !isExplained(finding, explained[finding.check_id]));
  for (const { check_id, check_name, resource, file_path } of unexplained)
    console.error(`unexplained: ${check_id} ${check_name}: ${resource} (${file_path})`);
  const found = new Set(findings.map(({ check_id }) => check_id));
  const stale = Object.keys(explained).filter(id => !found.has(id));
  for (const id of stale) console.error(`no longer found, so take its explanation away: ${id}`);
  console.log(
    `checkov: ${summary.passed} checks hold, ${findings.length - unexplained.length} findings explained, ${unexplained.length} not.`,
  );
  return unexplained.length + stale.length === 0 ? 0 : 1;
}

function isExplained({ file_path }: Finding, explanation: Explanation | undefined): boolean {
  if (!explanation) return false;
  const { environments } = explanation;
  return environments === undefined || environments.some(name => file_path.endsWith(`/${name}.json`));
}
