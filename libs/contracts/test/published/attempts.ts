import fc from 'fast-check';
import type { Operation, PublishedApi } from './published-api.ts';
import { arbitraryOf, type PublishedSchema } from './schema-arbitrary.ts';

/** The parts of a request that an operation describes. */
export interface PublishedRequest {
  readonly path: Readonly<Record<string, string>>;
  /** As it stands in the URL: `limit=2&cursor=…`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
}

/** One request at an operation. */
export interface Attempt {
  readonly operation: Operation;
  readonly request: PublishedRequest;
}

/** Not many keys, so that requests meet one that is taken. */
const keys = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 300 }).map((number) => `key-${number}`), weight: 20 },
  { arbitrary: fc.constantFrom(undefined, '', 'a b', 'é', 'k'.repeat(256)), weight: 1 },
);

const conditions = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 6 },
  { arbitrary: fc.constantFrom('"2"', '"3"', '*'), weight: 3 },
  { arbitrary: fc.oneof(fc.constantFrom('2', 'W/"2"', '"0"', '"99999999999"', ''), fc.string()), weight: 1 },
);

/**
 * Requests at an operation, made from what the reference says of it and from nothing else.
 *
 * @param known ids of things that are there, for a parameter in the path; they grow while requests are made
 * @param seen what earlier answers gave as `next_cursor`; grows too
 */
export function attemptsAt(
  operation: Operation,
  { components: { schemas } }: PublishedApi,
  { known, seen }: { readonly known: (parameter: string) => readonly string[]; readonly seen: readonly string[] },
): fc.Arbitrary<Attempt> {
  const content = operation.requestBody?.content['application/json'];
  const named = (where: string) => operation.parameters.filter((parameter) => parameter.in === where);
  const sentOf = (schema: PublishedSchema) => arbitraryOf(schema, schemas).map(sentText);
  const path = Object.fromEntries(
    named('path').map(({ name, schema }) => {
      const others = [fc.string(), sentOf(schema)].map((arbitrary) => ({ arbitrary, weight: 1 }));
      return [name, fc.oneof({ arbitrary: oneOf(known(name)), weight: 8 }, ...others)] as const;
    }),
  );
  const query = Object.fromEntries(
    named('query').map(({ name, required, schema }) => {
      const sent = name === 'cursor' ? cursors(seen) : sentOf(schema);
      return [name, fc.option(sent, { nil: undefined, freq: required ? 15 : 2 })] as const;
    }),
  );
  const parts = {
    body: content === undefined ? fc.constant(undefined) : arbitraryOf(content.schema, schemas),
    path: fc.record(path),
    query: fc.record(query),
    key: keys,
    condition: conditions,
    cut: fc.oneof({ arbitrary: fc.constant(undefined), weight: 30 }, { arbitrary: fc.nat({ max: 200 }), weight: 1 }),
    type: fc.oneof({ arbitrary: fc.constant('application/json'), weight: 40 }, { arbitrary: fc.string(), weight: 1 }),
  };
  return fc.record(parts).map(({ body, path, query, key, condition, cut, type }) => {
    const text = JSON.stringify(body);
    const conditional = named('header').find(({ name }) => name.startsWith('If-'))?.name;
    return {
      operation,
      request: {
        body: cut === undefined ? text : text?.slice(0, cut),
        path,
        query: queryText(query),
        headers: {
          'Idempotency-Key': key,
          'Content-Type': type,
          ...(conditional === undefined ? {} : { [conditional]: condition }),
        },
      },
    };
  });
}

/** Cursors that were given, in part of another list or another filter, and such that never were. */
function cursors(seen: readonly string[]): fc.Arbitrary<string> {
  const given = oneOf(seen);
  const changed = fc
    .tuple(given, fc.nat({ max: 400 }), fc.constantFrom('0', 'f', '.', ''))
    .map(([cursor, at, sign]) => {
      return cursor.slice(0, at) + sign + cursor.slice(at + 1);
    });
  return fc.oneof(fc.constant(''), given, changed, fc.string());
}

/** One of a list that grows while requests are made; nothing while it is empty. */
function oneOf(list: readonly string[]): fc.Arbitrary<string> {
  return fc.nat({ max: 10_000 }).map((at) => list[at % Math.max(1, list.length)] ?? '');
}

/** A value in a path or a query. Not every object is made a text by `String`: one without a prototype is not. */
function sentText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  return parameters.toString();
}
