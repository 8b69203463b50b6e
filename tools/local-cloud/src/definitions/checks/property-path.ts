/** A value below a resource's properties, with its path, e.g. `Targets.0.Arn`. */
export interface Located {
  readonly path: string;
  readonly value: unknown;
}

const steps = new Map<string, readonly string[]>();

/** Values at a path in which `*` stands for every item of a list or map; places without a value are left out. */
export function valuesAt(properties: unknown, path: string): readonly Located[] {
  const known = steps.get(path) ?? path.split('.');
  steps.set(path, known);
  const found: Located[] = [];
  walk(properties, known, 0, '', found);
  return found;
}

function walk(value: unknown, path: readonly string[], depth: number, above: string, found: Located[]): void {
  const step = path[depth];
  if (step === undefined) {
    if (value !== undefined) found.push({ path: above, value });
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of step === '*' ? Object.keys(members) : [step]) {
    walk(members[name], path, depth + 1, above === '' ? name : `${above}.${name}`, found);
  }
}

/** The text values among them. */
export function textsAt(
  properties: unknown,
  path: string,
): readonly { readonly path: string; readonly text: string }[] {
  return valuesAt(properties, path).flatMap(({ path: at, value }) =>
    typeof value === 'string' ? [{ path: at, text: value }] : [],
  );
}

/** An object that a template may also hold as JSON text; undefined for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const parsed = typeof value === 'string' ? parsedJson(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Readonly<Record<string, unknown>>)
    : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
