// Routes of HTTP functions in ASP.NET's template language: literals, {name}, {name?}, {name:constraint}, {*rest}.
// Literals win over parameters, parameters over a catch-all, whatever the order of registration.
import type { HostedFunction } from './hosted-function.ts';

export interface Route {
  fn: HostedFunction;
  pattern: RegExp;
  names: string[];
  methods: Set<string>;
  rank: string;
  authLevel: 'anonymous' | 'function' | 'admin';
}

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

const constraints: Record<string, string> = {
  int: '-?\\d+',
  long: '-?\\d+',
  bool: '(?:true|false)',
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  alpha: '[A-Za-z]+',
};

/** Compiles the routes, best match first; `routePrefix` is host.json's, "api" unless set. */
export function compileRoutes(functions: HostedFunction[], routePrefix: string): Route[] {
  return functions
    .map(fn => compile(fn, routePrefix))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}

/** The first route that takes this path and method; a path under another method is no match, as in the real host. */
export function matchRoute(routes: Route[], method: string, path: string): RouteMatch | undefined {
  for (const route of routes) {
    if (!route.methods.has(method)) continue;
    const match = route.pattern.exec(path);
    if (!match) continue;
    const params: Record<string, string> = {};
    for (const [index, name] of route.names.entries()) {
      const value = match[index + 1];
      if (value !== undefined) params[name] = decode(value);
    }
    return { route, params };
  }
  return undefined;
}

function compile(fn: HostedFunction, routePrefix: string): Route {
  const template = typeof fn.trigger.route === 'string' ? fn.trigger.route : fn.name;
  const segments = [...routePrefix.split('/'), ...template.split('/')].filter(segment => segment !== '');
  const names: string[] = [];
  let pattern = '^';
  let rank = '';
  for (const segment of segments) {
    const [part, weight] = compileSegment(segment, names);
    pattern += part;
    rank += weight;
  }
  const methods = (fn.trigger.methods as string[] | undefined) ?? ['GET', 'POST'];
  return {
    fn,
    names,
    pattern: new RegExp(`${pattern}/?$`, 'i'),
    // A longer template is tried first at equal weights: 'z' closes the rank.
    rank: `${rank}z`,
    methods: new Set(methods.map(method => method.toUpperCase())),
    authLevel: authLevel(fn),
  };
}

function compileSegment(segment: string, names: string[]): [pattern: string, weight: string] {
  const whole = /^\{(\*{0,2})([A-Za-z_]\w*)(?::([a-z]+)(?:\([^)]*\))?)?(\?)?\}$/.exec(segment);
  if (whole) {
    const [, star, name = '', constraint, optional] = whole;
    names.push(name);
    if (star) return ['(?:/(.*))?', '4'];
    const value = constraint === undefined ? '[^/]+' : (constraints[constraint] ?? '[^/]+');
    return optional ? [`(?:/(${value}))?`, '3'] : [`/(${value})`, constraint === undefined ? '3' : '2'];
  }
  let literal = true;
  const pattern = segment.replaceAll(/\{([A-Za-z_]\w*)\}|[^{}]+|[{}]/g, (text, name?: string) => {
    if (name === undefined) return escapeRegExp(text);
    literal = false;
    names.push(name);
    return '([^/]+?)';
  });
  return [`/${pattern}`, literal ? '0' : '1'];
}

function authLevel(fn: HostedFunction): Route['authLevel'] {
  const level = String(fn.trigger.authLevel ?? 'anonymous').toLowerCase();
  if (level === 'anonymous' || level === 'function' || level === 'admin') return level;
  throw new Error(`The authLevel "${level}" of function "${fn.name}" is not anonymous, function or admin`);
}

const escapeRegExp = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
