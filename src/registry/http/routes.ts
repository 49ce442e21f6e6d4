// The registry's routes, as Confluent's REST API has them, and who may call each: its table of contents.

import { readSubject } from '../names.ts';
import { RegistryError, refusal } from '../registry-error.ts';
import { compatibilityRoutes } from './compatibility-routes.ts';
import type { Parameters, Route } from './route.ts';
import { schemaRoutes } from './schema-routes.ts';
import { settingRoutes } from './setting-routes.ts';
import { subjectRoutes } from './subject-routes.ts';

export const routes: readonly Route[] = [
  ...schemaRoutes,
  ...subjectRoutes,
  ...compatibilityRoutes,
  ...settingRoutes,
];

/** The route and what its path names. Throws 404, or 405 where only the method is wrong. */
export function findRoute(method: string, path: string): { route: Route; parameters: Parameters } {
  const parts = path.split('/').filter(part => part !== '');
  const matching = routes.flatMap(route => {
    const named = match(route.path, parts);
    return named ? [{ route, named }] : [];
  });
  const found = matching.find(({ route }) => route.method === method);
  if (!found) throw matching.length > 0 ? methodNotAllowed() : new RegistryError(404, 'HTTP 404 Not Found');
  const { subject, version = '', id = '' } = found.named;
  return {
    route: found.route,
    parameters: { subject: subject === undefined ? '' : readSubject(subject), version, id },
  };
}

const methodNotAllowed = () => new RegistryError(405, 'HTTP 405 Method Not Allowed');

function match(path: string, parts: readonly string[]): Record<string, string> | null {
  const template = path === '' ? [] : path.split('/');
  if (template.length !== parts.length) return null;
  const named: Record<string, string> = {};
  for (const [index, segment] of template.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith('{')) named[segment.slice(1, -1)] = decode(part);
    else if (segment !== part) return null;
  }
  return named;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refusal.invalidSubject(part, 'It is not encoded as a part of a path');
  }
}
