// Partial document update, changing the document in place: add, set, replace, remove, incr and move with Cosmos
// DB's meanings (learn.microsoft.com, "Partial document update"). Whoever calls discards the document on an error.
import { badRequest } from './errors.ts';
import { type Document, getProperty, isObject, setProperty } from './json.ts';
import { SYSTEM_PROPERTIES } from './store/document-rules.ts';

export type PatchRequest = { operations: unknown[]; condition: string | undefined };

const MOST_OPERATIONS = 10;

/** Reads the body of a patch: an array of operations, or operations with a condition. @throws 400 */
export function readPatch(body: unknown): PatchRequest {
  const operations = isObject(body) ? body.operations : body;
  const condition = isObject(body) ? body.condition : undefined;
  if (!Array.isArray(operations)) throw badRequest('A patch needs an array of operations.');
  if (operations.length === 0) throw badRequest('A patch needs at least one operation.');
  if (operations.length > MOST_OPERATIONS) {
    throw badRequest(`The number of patch operations can't exceed '${MOST_OPERATIONS}'.`);
  }
  if (condition !== undefined && typeof condition !== 'string')
    throw badRequest('The condition must be a string.');
  return { operations, condition };
}

/** Applies the operations in order. `keyPaths` are the partition key paths, which cannot be patched. @throws 400 */
export function applyPatch(
  document: Document,
  operations: readonly unknown[],
  keyPaths: readonly (readonly string[])[],
): void {
  for (const [index, operation] of operations.entries()) {
    const where = `For Operation(${index + 1}): `;
    if (!isObject(operation)) throw badRequest(`${where}An operation must be an object.`);
    const steps = stepsOf(operation.path, where);
    refuseProtected(steps, keyPaths, where);
    applyOne(document, operation, steps, keyPaths, where);
  }
}

function applyOne(
  document: Document,
  operation: Document,
  steps: string[],
  keyPaths: readonly (readonly string[])[],
  where: string,
): void {
  const { op, value } = operation;
  switch (op) {
    case 'add':
    case 'set':
    case 'replace':
      if (value === undefined) throw badRequest(`${where}The operation '${op}' needs a value.`);
      put(document, op, steps, value, where);
      return;
    case 'remove':
      take(document, steps, where);
      return;
    case 'incr':
    case 'increment':
      increment(document, steps, value, where);
      return;
    case 'move': {
      const from = stepsOf(operation.from, where);
      refuseProtected(from, keyPaths, where);
      if (isPrefix(from, steps)) throw badRequest(`${where}The path of a move cannot lie inside its from.`);
      put(document, 'add', steps, take(document, from, where), where);
      return;
    }
    default:
      throw badRequest(`${where}The operation '${String(op)}' is not supported.`);
  }
}

function put(
  document: Document,
  op: 'add' | 'set' | 'replace',
  steps: string[],
  value: unknown,
  where: string,
): void {
  const parent = parentOf(document, steps, where);
  const last = steps.at(-1) as string;
  if (!Array.isArray(parent)) {
    if (op === 'replace' && !Object.hasOwn(parent, last)) throw missing(steps, where);
    setProperty(parent, last, value);
    return;
  }
  const end = op === 'add' ? parent.length : parent.length - 1;
  const index = op === 'add' && last === '-' ? parent.length : indexOf(last);
  if (index === undefined || index > end) {
    throw badRequest(`${where}Index '${last}' is outside the array of ${parent.length} elements.`);
  }
  if (op === 'add') parent.splice(index, 0, value);
  else parent[index] = value;
}

function take(document: Document, steps: string[], where: string): unknown {
  const parent = parentOf(document, steps, where);
  const last = steps.at(-1) as string;
  if (Array.isArray(parent)) {
    const index = indexOf(last);
    if (index === undefined || index >= parent.length) throw missing(steps, where);
    return parent.splice(index, 1)[0];
  }
  if (!Object.hasOwn(parent, last)) throw missing(steps, where);
  const value = parent[last];
  delete parent[last];
  return value;
}

function increment(document: Document, steps: string[], value: unknown, where: string): void {
  if (typeof value !== 'number') throw badRequest(`${where}The value of an increment must be a number.`);
  const parent = parentOf(document, steps, where);
  const last = steps.at(-1) as string;
  const step = Array.isArray(parent) ? indexOf(last) : last;
  const current = step === undefined ? undefined : getProperty(parent, step);
  if (current === undefined && Array.isArray(parent)) throw missing(steps, where);
  if (current !== undefined && typeof current !== 'number') {
    throw badRequest(`${where}The field at '/${steps.join('/')}' is not a number and cannot be incremented.`);
  }
  setProperty(parent as Document, String(step), (current ?? 0) + value);
}

/** The object or array that holds the target. @throws 400 when the way to it is missing */
function parentOf(document: Document, steps: string[], where: string): Document | unknown[] {
  let parent: unknown = document;
  for (const step of steps.slice(0, -1)) {
    parent = getProperty(parent, Array.isArray(parent) ? (indexOf(step) ?? -1) : step);
    if (typeof parent !== 'object' || parent === null) {
      throw badRequest(
        `${where}An operation can only create a child of an existing object or array and cannot create a path ` +
          `recursively: nothing found at '${step}' of '/${steps.join('/')}'.`,
      );
    }
  }
  return parent as Document | unknown[];
}

function stepsOf(path: unknown, where: string): string[] {
  if (typeof path !== 'string' || !path.startsWith('/') || path.length < 2) {
    throw badRequest(`${where}The path '${String(path)}' is invalid.`);
  }
  const steps = path.slice(1).split('/');
  if (!path.includes('~')) return steps;
  return steps.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function refuseProtected(steps: string[], keyPaths: readonly (readonly string[])[], where: string): void {
  const [first = ''] = steps;
  if (steps.length === 1 && (first === 'id' || SYSTEM_PROPERTIES.has(first))) {
    throw badRequest(`${where}The system property '${first}' cannot be patched.`);
  }
  if (keyPaths.some(path => isPrefix(steps, path))) {
    throw badRequest(`${where}The partition key '/${steps.join('/')}' cannot be patched.`);
  }
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}

function indexOf(step: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : undefined;
}

function missing(steps: string[], where: string): Error {
  return badRequest(`${where}There is nothing at '/${steps.join('/')}'.`);
}
