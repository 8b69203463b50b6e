/** A function, procedure or view that a file of SQL defines. */
export interface SqlDefinition {
  readonly name: string;
  readonly file: string;
}

/** Definitions in a text, in its order. */
export function definitionsIn(file: string, sql: string): readonly SqlDefinition[] {
  return [
    ...sql.matchAll(/^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure|view)\s+([a-z_]+\.[a-z0-9_]+)/gim),
  ].map(([, name = '']) => ({ name, file }));
}

/** Says which definitions stand in more than one place. */
export function doubles(definitions: readonly SqlDefinition[]): readonly string[] {
  const first = new Map<string, string>();
  return definitions.flatMap(({ name, file }) => {
    const known = first.get(name);
    if (known === undefined) first.set(name, file);
    return known === undefined ? [] : [`${file}: ${name} is defined in ${known}`];
  });
}
