// A JSON Schema of any draft as the rules see it: one node for each schema, of one kind each.
// The kinds are those of the validators that Confluent's registry compares: keywords of several kinds side by side
// become a product (`allOf`) of nodes, and a list of types becomes a sum (`anyOf`).
import type { Json } from '../../../json.ts';

/** What a schema says of itself; a change of these never breaks a reader, except that a default saves a required property. */
export type Annotations = {
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  /** Kafka Connect's own type of the value. */
  readonly connectType?: string;
};

export type Schema = Annotations &
  (
    | { readonly kind: 'anything' }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'boolean' }
    | { readonly kind: 'null' }
    | { readonly kind: 'conditional' }
    | StringSchema
    | NumberSchema
    | ArraySchema
    | ObjectSchema
    | EnumSchema
    | ConstSchema
    | NotSchema
    | CombinedSchema
    | ReferenceSchema
  );

export type StringSchema = {
  readonly kind: 'string';
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly pattern: string | null;
};

export type NumberSchema = {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Draft 4 marks a limit as exclusive with a boolean; later drafts give a limit of its own. */
  readonly minimumIsExclusive: boolean;
  readonly maximumIsExclusive: boolean;
  readonly exclusiveMinimum: number | null;
  readonly exclusiveMaximum: number | null;
  readonly multipleOf: number | null;
};

export type ArraySchema = {
  readonly kind: 'array';
  /** The schema of every item; null where items are described by their place. */
  readonly allItems: Schema | null;
  /** The schemas of the first items: `items` as a list, or `prefixItems`. */
  readonly items: readonly Schema[];
  readonly permitsAdditionalItems: boolean;
  readonly additionalItems: Schema | null;
  readonly unevaluatedItems: Schema | null;
  readonly minItems: number | null;
  readonly maxItems: number | null;
  readonly minContains: number | null;
  readonly maxContains: number | null;
  readonly uniqueItems: boolean;
};

export type ObjectSchema = {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: ReadonlySet<string>;
  readonly patternProperties: readonly { readonly pattern: RegExp; readonly schema: Schema }[];
  readonly permitsAdditionalProperties: boolean;
  readonly additionalProperties: Schema | null;
  readonly unevaluatedProperties: Schema | null;
  readonly minProperties: number | null;
  readonly maxProperties: number | null;
  readonly propertyDependencies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly schemaDependencies: ReadonlyMap<string, Schema>;
};

export type EnumSchema = { readonly kind: 'enum'; readonly values: readonly Json[] };
export type ConstSchema = { readonly kind: 'const'; readonly value: Json };
export type NotSchema = { readonly kind: 'not'; readonly schema: Schema };

export type Criterion = 'allOf' | 'anyOf' | 'oneOf';
export type CombinedSchema = {
  readonly kind: 'combined';
  readonly criterion: Criterion;
  /** True for a product that only stands for keywords side by side. */
  readonly synthetic: boolean;
  readonly subschemas: readonly Schema[];
  /** The same without those that are written alike. */
  readonly distinct: readonly Schema[];
};

/** A `$ref`; the target is set when all references of the document are resolved. */
export type ReferenceSchema = { readonly kind: 'reference'; readonly ref: string; target: Schema | null };

/** Follows references to the schema that they lead to. The loader has made sure that they lead to one. */
export function dereference(schema: Schema): Schema {
  let current = schema;
  while (current.kind === 'reference') {
    if (current.target === null) throw new TypeError(`${current.ref} is not resolved`);
    current = current.target;
  }
  return current;
}
