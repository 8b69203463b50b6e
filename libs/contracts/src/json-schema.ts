import { z } from 'zod';

/** A JSON document that is written down. */
export type JsonObject = { readonly [name: string]: unknown };

/**
 * The JSON Schema (2020-12) of a schema, for reading: schemas with an id become references.
 *
 * Always what goes in: an answer may gain fields, so that nothing is said about those it does not have.
 *
 * @param at where the named schemas are, e.g. `#/components/schemas`
 * @param named takes the named schemas that were met, by id
 */
export function publishedSchema(schema: z.ZodType, at: string, named: Record<string, unknown>): JsonObject {
  const { $schema, $defs, ...root } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    // `example` is OpenAPI 3.0's word; JSON Schema 2020-12 has `examples`.
    override: ({ jsonSchema }) => {
      if ('example' in jsonSchema) {
        jsonSchema.examples = [jsonSchema['example']];
        delete jsonSchema['example'];
      }
    },
  });
  for (const [id, definition] of Object.entries($defs ?? {})) named[id] = pointed(definition, at);
  const id = schema.meta()?.id;
  if (id === undefined || '$ref' in root) return pointed(root, at) as JsonObject;
  named[id] = pointed(root, at);
  return { $ref: `${at}/${id}` };
}

/** A schema with its references led to where the named ones are; a name that is the schema's id is said by the reference. */
function pointed(value: unknown, at: string): unknown {
  if (Array.isArray(value)) return value.map((item) => pointed(item, at));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !(name === 'id' && typeof member === 'string'))
      .map(([name, member]) => [
        name,
        name === '$ref' && typeof member === 'string' ? member.replace('#/$defs', at) : pointed(member, at),
      ]),
  );
}
