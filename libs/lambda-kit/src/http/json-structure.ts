const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Why a JSON text that parses is refused. */
export type StructureFault = { readonly kind: 'duplicate_member' } | { readonly kind: 'too_deep' };

/**
 * Looks for what `JSON.parse` lets pass: a member named twice (of which it silently keeps the last, where another parser
 * keeps the first and so reads another payment), and nesting that no request of ours needs.
 *
 * @param text JSON that parses
 */
export function structureFaultIn(text: string, depthMax: number): StructureFault | undefined {
  /** Names seen in each object that is open; arrays have none. */
  const open: (Set<string> | undefined)[] = [];
  const tokens = text.match(token) ?? [];
  for (const [at, current] of tokens.entries()) {
    if (current === '{' || current === '[') {
      open.push(current === '{' ? new Set() : undefined);
      if (open.length > depthMax) return { kind: 'too_deep' };
    } else if (current === '}' || current === ']') {
      open.pop();
    } else if (tokens[at + 1] === ':') {
      const names = open.at(-1);
      const name = JSON.parse(current) as string;
      if (names?.has(name)) return { kind: 'duplicate_member' };
      names?.add(name);
    }
  }
  return undefined;
}
