/** Limit of a property's value. */
export type Bound = { readonly path: string } & (
  | { readonly min: number; readonly max: number }
  /** Characters of a text. */
  | { readonly length: readonly [min: number, max: number]; readonly pattern?: RegExp }
  | { readonly pattern: RegExp; readonly length?: undefined }
  | { readonly oneOf: readonly (string | number)[] }
  /** Entries of a list. */
  | { readonly items: readonly [min: number, max: number] }
);

/** Bounds of one resource type, and the page of AWS that states them. */
export interface TypeBounds {
  readonly source: string;
  readonly bounds: readonly Bound[];
}

/** Names the bound that a value breaks, in words; undefined when it keeps it. A reference to a secret is not looked at. */
export function broken(bound: Bound, value: unknown): string | undefined {
  if (typeof value === 'string' && value.startsWith('{{resolve:')) return undefined;
  if ('min' in bound) {
    return Number(value) < bound.min || Number(value) > bound.max
      ? `${bound.min} to ${bound.max} are allowed`
      : undefined;
  }
  if ('oneOf' in bound)
    return bound.oneOf.map(String).includes(String(value)) ? undefined : `${bound.oneOf.join(', ')} are allowed`;
  if ('items' in bound) {
    const [min, max] = bound.items;
    const count = Array.isArray(value) ? value.length : min;
    return count < min || count > max ? `a list of ${min} to ${max} is allowed` : undefined;
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const [min, max] = bound.length ?? [0, Number.MAX_SAFE_INTEGER];
  if (text.length < min || text.length > max)
    return `${min} to ${max} characters are allowed, these are ${text.length}`;
  return bound.pattern === undefined || bound.pattern.test(text) ? undefined : `it must match ${bound.pattern.source}`;
}
