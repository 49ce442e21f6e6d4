// What can be done to one document. Single requests, bulk and transactional batches all come through here.
import { badRequest, CosmosError, preconditionFailed } from './errors.ts';
import type { Document } from './json.ts';
import { keyOfDocument } from './partition-key.ts';
import { applyPatch, readPatch } from './patch.ts';
import { holds } from './sql/prepare.ts';
import { Unsupported } from './sql/syntax.ts';
import type { Container } from './store/container.ts';
import { withoutSystemProperties } from './store/document-rules.ts';
import { documentOf, etagOf, type Item } from './store/item.ts';

export type Conditions = { ifMatch?: string; ifNoneMatch?: string };

/** @throws 409, 400 */
export function createItem(container: Container, key: string, body: Document): Item {
  return container.insert(key, own(container, key, body));
}

/** @throws 412, 400 */
export function upsertItem(
  container: Container,
  key: string,
  body: Document,
  conditions: Conditions,
): { item: Item; created: boolean } {
  const document = own(container, key, body);
  const existing = container.find(key, String(document.id));
  if (existing === undefined) return { item: container.insert(key, document), created: true };
  checkMatch(existing, conditions);
  return { item: container.update(existing, document), created: false };
}

/** @throws 404, 412, 400 */
export function replaceItem(
  container: Container,
  key: string,
  id: string,
  body: Document,
  conditions: Conditions,
): Item {
  const document = own(container, key, body);
  if (document.id !== id) throw badRequest(`The id in the body ('${String(document.id)}') is not '${id}'.`);
  const existing = container.get(key, id);
  checkMatch(existing, conditions);
  return container.update(existing, document);
}

/** @throws 404, and 304 when the document is still the one that the caller has */
export function readItem(container: Container, key: string, id: string, conditions: Conditions): Item {
  const item = container.get(key, id);
  const { ifNoneMatch } = conditions;
  if (ifNoneMatch === '*' || ifNoneMatch === etagOf(item.lsn, item.timestamp)) {
    throw new CosmosError(304, 'Not modified');
  }
  return item;
}

/** @throws 404, 412 */
export function deleteItem(container: Container, key: string, id: string, conditions: Conditions): Item {
  const item = container.get(key, id);
  checkMatch(item, conditions);
  container.remove(item);
  return item;
}

/** @throws 404, 412 when the condition or If-Match does not hold, 400 */
export function patchItem(
  container: Container,
  key: string,
  id: string,
  body: unknown,
  conditions: Conditions,
): Item {
  const { operations, condition } = readPatch(body);
  const item = container.get(key, id);
  checkMatch(item, conditions);
  const document = documentOf(item);
  if (condition !== undefined && !conditionHolds(condition, document)) throw preconditionFailed();
  try {
    applyPatch(document, operations, container.keyPaths);
    return container.update(item, document);
  } catch (error) {
    item.parsed = undefined;
    throw error;
  }
}

function conditionHolds(condition: string, document: Document): boolean {
  try {
    return holds(condition, document);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Unsupported) {
      throw badRequest(`The patch condition is invalid: ${error.message}`);
    }
    throw error;
  }
}

function checkMatch(item: Item, { ifMatch }: Conditions): void {
  if (ifMatch === undefined || ifMatch === '*') return;
  if (ifMatch !== etagOf(item.lsn, item.timestamp)) throw preconditionFailed();
}

/** The body without system properties. @throws 400 when its partition key is not the request's */
function own(container: Container, key: string, body: Document): Document {
  if (keyOfDocument(body, container.keyPaths) !== key) {
    throw badRequest(
      "PartitionKey extracted from document doesn't match the one specified in the header",
      1001,
    );
  }
  return withoutSystemProperties(body);
}
