// An entity's own properties between the wire and the store: types checked, service properties and nulls
// dropped, annotations kept where JSON alone does not say the type. Stored as the JSON text that is sent back.
// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
import { invalidInput, TableError } from './table-error.ts';

const TYPE_SUFFIX = '@odata.type';
const SERVICE_PROPERTIES = new Set(['PartitionKey', 'RowKey', 'Timestamp']);
const MAX_PROPERTIES = 252;
const MAX_TEXT_CHARACTERS = 32 * 1024;
const MAX_BINARY_BYTES = 64 * 1024;
const MAX_ENTITY_CHARACTERS = 512 * 1024;
const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}\p{Pc}]{0,254}$/u;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type StoredValue = string | number | boolean;
export type Properties = Record<string, StoredValue>;

/**
 * Checks and normalizes a request's entity.
 * @throws TableError PropertyNameInvalid, InvalidInput, PropertyValueTooLarge, TooManyProperties
 */
export function readProperties(entity: Record<string, unknown>): Properties {
  const properties: Properties = {};
  let count = 0;
  for (const name in entity) {
    const value = entity[name];
    if (value === null || value === undefined || name.includes('odata.') || SERVICE_PROPERTIES.has(name))
      continue;
    if (!NAME.test(name)) {
      throw new TableError(400, 'PropertyNameInvalid', `The property name '${name}' is invalid.`);
    }
    count += 1;
    addProperty(properties, name, value, entity[name + TYPE_SUFFIX]);
  }
  if (count > MAX_PROPERTIES) {
    throw new TableError(400, 'TooManyProperties', 'The entity contains more properties than allowed.');
  }
  return properties;
}

/** JSON text to keep. @throws TableError EntityTooLarge above 1 MiB of UTF-16. */
export function storedText(properties: Properties): string {
  const text = JSON.stringify(properties);
  if (text.length > MAX_ENTITY_CHARACTERS) {
    throw new TableError(400, 'EntityTooLarge', 'The entity is larger than the maximum allowed size (1MB).');
  }
  return text;
}

/** Merge: what the change names is replaced together with its type; the rest stays. */
export function mergeProperties(base: Properties, change: Properties): Properties {
  const merged = { ...base };
  for (const name in change) {
    if (!name.endsWith(TYPE_SUFFIX)) delete merged[name + TYPE_SUFFIX];
  }
  return Object.assign(merged, change);
}

/** Leaves the named properties and their annotations. */
export function selectProperties(properties: Properties, names: ReadonlySet<string>): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => names.has(name.replace(TYPE_SUFFIX, ''))),
  );
}

/** For `odata=nometadata`. */
export function withoutAnnotations(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.endsWith(TYPE_SUFFIX)));
}

/** The Edm type of a stored property: its annotation, else what JSON says. */
export function typeOf(properties: Properties, name: string): string {
  const annotated = properties[name + TYPE_SUFFIX];
  if (typeof annotated === 'string') return annotated;
  const value = properties[name];
  if (typeof value === 'string') return 'Edm.String';
  return typeof value === 'boolean' ? 'Edm.Boolean' : 'Edm.Double';
}

function addProperty(properties: Properties, name: string, value: unknown, type: unknown): void {
  switch (type) {
    case undefined:
    case 'Edm.String':
      properties[name] = plainValue(name, value);
      return;
    case 'Edm.Boolean':
      if (String(value) !== 'true' && String(value) !== 'false') throw badValue(name, type);
      properties[name] = String(value) === 'true';
      return;
    case 'Edm.Int32':
      if (!/^-?\d+$/.test(String(value)) || Number(value) !== (Number(value) | 0)) throw badValue(name, type);
      properties[name] = Number(value);
      return;
    case 'Edm.Double':
    case 'Edm.Int64':
    case 'Edm.DateTime':
    case 'Edm.Guid':
    case 'Edm.Binary':
      properties[name] = annotatedValue(name, value, type);
      properties[name + TYPE_SUFFIX] = type;
      return;
    default:
      throw invalidInput(`The type '${String(type)}' of the property '${name}' is not supported.`);
  }
}

function plainValue(name: string, value: unknown): StoredValue {
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT_CHARACTERS) throw valueTooLarge();
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  throw badValue(name, 'Edm.String');
}

function annotatedValue(name: string, value: unknown, type: string): StoredValue {
  const text = String(value);
  switch (type) {
    case 'Edm.Double':
      if (/^(NaN|-?Infinity)$/.test(text)) return text;
      if (text === '' || Number.isNaN(Number(text))) throw badValue(name, type);
      return Number(text);
    case 'Edm.Int64':
      if (!/^-?\d{1,19}$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text))
        throw badValue(name, type);
      return text;
    case 'Edm.DateTime':
      if (Number.isNaN(Date.parse(text))) throw badValue(name, type);
      return text;
    case 'Edm.Guid':
      if (!GUID.test(text)) throw badValue(name, type);
      return text;
    default:
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw badValue(name, type);
      if ((text.length * 3) / 4 > MAX_BINARY_BYTES + 2) throw valueTooLarge();
      return text;
  }
}

const badValue = (name: string, type: string) =>
  invalidInput(`The value of the property '${name}' is not valid for ${type}.`);

const valueTooLarge = () =>
  new TableError(
    400,
    'PropertyValueTooLarge',
    'The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.',
  );
