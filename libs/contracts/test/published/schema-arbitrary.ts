import fc from 'fast-check';
import { javascriptNames, strangeTexts } from './strange-texts.ts';

/** A JSON Schema as the published OpenAPI holds it. */
export interface PublishedSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly PublishedSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: PublishedSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | PublishedSchema;
  readonly propertyNames?: PublishedSchema;
}

/** Values that strangers send. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -0,
    1e308,
    -1,
    0.1,
    true,
    [],
    {},
    '__proto__',
    '4111111111111111',
    'x'.repeat(2_000),
  ),
  fc.constantFrom<unknown>('\u0000', '\ud800', '%00', '../..', "' or 1=1 --", '\u202e', '１２３', '9'.repeat(400)),
);

/** One value in so many is not what the schema says. */
const soundToHostile = { sound: 14, hostile: 1 };

/** Values by a published schema; now and then, at any depth, one that breaks it. */
export function arbitraryOf(
  schema: PublishedSchema,
  schemas: Readonly<Record<string, PublishedSchema>>,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: soundArbitraryOf(schema, schemas), weight: soundToHostile.sound },
    { arbitrary: hostile, weight: soundToHostile.hostile },
  );
}

function soundArbitraryOf(
  schema: PublishedSchema,
  schemas: Readonly<Record<string, PublishedSchema>>,
): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (named === undefined) throw new Error(`${schema.$ref} leads nowhere in the published OpenAPI`);
    return soundArbitraryOf(named, schemas);
  }
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => soundArbitraryOf(one, schemas)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? times : textsOf(schema);
    case 'integer':
      return fc.oneof(
        fc.constant(schema.minimum ?? 0),
        fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 1_000, 1_000) }),
      );
    case 'number':
      // Amounts of money have few decimals.
      return fc.integer({ min: 1, max: 2_000_000 }).map((cents) => cents / 100);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listsOf(schema, schemas);
    case 'object':
      return objectsOf(schema, schemas);
    default:
      throw new Error(`a schema of type ${schema.type} is not known here: say how values of it are made`);
  }
}

/** Times about which somebody could ask, as they are written in several ways. */
const times = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace(/[.].*/, '+05:30')));

function listsOf(
  { items = {}, minItems = 0, maxItems = 10, uniqueItems = false }: PublishedSchema,
  schemas: Readonly<Record<string, PublishedSchema>>,
): fc.Arbitrary<unknown[]> {
  const bounds = { minLength: minItems, maxLength: maxItems };
  return uniqueItems
    ? fc.uniqueArray(arbitraryOf(items, schemas), bounds)
    : fc.array(arbitraryOf(items, schemas), bounds);
}

/** Documented examples come often, so that requests meet what others have left under the same id. */
function textsOf({ pattern, examples = [], minLength = 0, maxLength = 300 }: PublishedSchema): fc.Arbitrary<string> {
  const given = examples.map((example) => fc.constant(String(example)));
  if (pattern === undefined) return fc.oneof(strangeTexts({ minLength, maxLength }), ...given);
  const expression = new RegExp(pattern);
  const names = javascriptNames.filter((name) => expression.test(name));
  return fc.oneof(
    { arbitrary: fc.stringMatching(expression, { size: 'small' }), weight: 4 },
    ...(names.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...names), weight: 1 }]),
    ...given.map((arbitrary) => ({ arbitrary, weight: 4 })),
  );
}

function objectsOf(
  { properties = {}, required = [], additionalProperties, propertyNames = {} }: PublishedSchema,
  schemas: Readonly<Record<string, PublishedSchema>>,
): fc.Arbitrary<object> {
  if (typeof additionalProperties === 'object') {
    const names =
      propertyNames.enum === undefined ? textsOf(propertyNames) : fc.constantFrom(...propertyNames.enum.map(String));
    return fc.dictionary(names, arbitraryOf(additionalProperties, schemas), { maxKeys: 3 });
  }
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, arbitraryOf(property, schemas)]),
  );
  const sound = fc.record(members, { requiredKeys: [...required] });
  const incomplete = fc.record(members, { requiredKeys: [] });
  const tooMuch = fc
    .tuple(sound, fc.dictionary(fc.string({ maxLength: 20 }), hostile, { minKeys: 1, maxKeys: 2 }))
    .map(([known, unknown]) => ({ ...unknown, ...known }));
  return fc.oneof(
    { arbitrary: sound, weight: 20 },
    { arbitrary: incomplete, weight: 1 },
    { arbitrary: tooMuch, weight: 1 },
  );
}
