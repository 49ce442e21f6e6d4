// What the template deploys, from the snapshots kept in bicep/: every resource with its values, as Azure would get them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicepFolder } from './compiler.ts';

export type Resource = {
  id: string;
  type: string;
  name: string;
  scope?: string;
  /** As JSON.parse gives it: what it holds depends on the type, and there are dozens. */
  properties: ReturnType<typeof JSON.parse>;
  identity?: { type: string; userAssignedIdentities?: Record<string, unknown> };
  sku?: { name: string; capacity?: number };
};

export type Template = { environment: string; resources: Resource[]; outputs: Record<string, unknown> };

/** Names of the parameter files: dev, prod, … */
export const environments: readonly string[] = readdirSync(bicepFolder)
  .map(file => /^main\.(\w+)\.bicepparam$/.exec(file)?.[1])
  .filter(name => name !== undefined);

export function readTemplate(environment: string): Template {
  const file = join(bicepFolder, `main.${environment}.snapshot.json`);
  const { predictedResources, outputs } = JSON.parse(readFileSync(file, 'utf8'));
  return { environment, resources: predictedResources, outputs };
}

export const templates: readonly Template[] = environments.map(readTemplate);

export function ofType({ resources }: Template, type: string): Resource[] {
  return resources.filter(resource => resource.type === type);
}

/** The last part of a name that has slashes. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Settings of the function app of a role. */
export function settingsOf(template: Template, app: string): Record<string, string> {
  const found = template.resources.find(
    ({ type, name }) =>
      type === 'Microsoft.Web/sites/config' && name.includes(`-${app}-`) && lastPart(name) === 'appsettings',
  );
  if (!found) throw new Error(`the template has no settings of the app "${app}"`);
  return found.properties;
}

export const apps = ['ingest', 'refine', 'serve', 'maintain'] as const;
