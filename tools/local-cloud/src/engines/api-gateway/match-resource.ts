import type { ApiResource } from './rest-api.ts';

export interface MatchedResource {
  readonly resource: ApiResource;
  /** Decoded values of `{name}` parts; null when there are none, as in proxy events. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * Finds the resource of a path: fixed parts beat `{name}`, which beats `{name+}`; undefined when there is none.
 *
 * @param path without the mapping's key, e.g. `/v1/payments/pay_1`, still encoded; without a slash before it no resource has it
 */
export function matchResource(resources: readonly ApiResource[], path: string): MatchedResource | undefined {
  if (!path.startsWith('/')) return undefined;
  const parts = partsOf(path);
  // Two slashes in a row are kept, and no resource has an empty part.
  if (parts.includes('')) return undefined;
  const matches = resources.flatMap((resource) => {
    const values = matchParts(partsOf(resource.path), parts);
    return values === undefined ? [] : [{ resource, values }];
  });
  matches.sort((left, right) => specificity(right.resource) - specificity(left.resource));
  const [best] = matches;
  if (best === undefined) return undefined;
  const hasValues = Object.keys(best.values).length > 0;
  return { resource: best.resource, pathParameters: hasValues ? best.values : null };
}

function matchParts(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    const [, name, isGreedy] = /^\{([^}+]+)(\+)?\}$/.exec(expected) ?? [];
    if (name === undefined) {
      if (expected !== part) return undefined;
    } else if (isGreedy === undefined) {
      values[name] = decode(part);
    } else {
      return { ...values, [name]: decode(parts.slice(index).join('/')) };
    }
  }
  return parts.length === pattern.length ? values : undefined;
}

/** Compares as a number in base 3, from the first part on: fixed 2, `{name}` 1, `{name+}` 0. */
function specificity({ path }: ApiResource): number {
  const rank = (part: string) => (part.endsWith('+}') ? 0 : part.startsWith('{') ? 1 : 2);
  return partsOf(path).reduce((sum, part, index) => sum + rank(part) / 3 ** index, 0);
}

/** A slash at the end makes no difference. */
function partsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
