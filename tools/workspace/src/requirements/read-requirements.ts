/** One row of `docs/requirements.md`. */
export interface Requirement {
  readonly id: string;
  readonly owner: string;
  readonly what: string;
}

/** Reads the table of requirements out of its document. */
export function readRequirements(markdown: string): readonly Requirement[] {
  return [...markdown.matchAll(/^\| ([A-Z]{2}\d) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, id, owner, what]) => ({
    id: id ?? '',
    owner: owner ?? '',
    what: what ?? '',
  }));
}
