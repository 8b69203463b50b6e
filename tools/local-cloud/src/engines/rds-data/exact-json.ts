/** JSON with integers of 64 bits, which JavaScript's own numbers can't hold. */

/** In Node 24, but not yet in TypeScript's library. */
const json = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};

/** Parses JSON; members named `longValue` become `bigint` without loss. Throws `SyntaxError` when it is no JSON. */
export function parseExact(text: string): unknown {
  return json.parse(text, (key, value, { source }) =>
    key === 'longValue' && typeof value === 'number' && /^-?\d+$/.test(source ?? '') ? BigInt(source ?? '') : value,
  );
}

/** A number of the given digits for `JSON.stringify`. */
export function exactNumber(digits: string): unknown {
  return json.rawJSON(digits);
}
