import type { Tree } from '@nx/devkit';
import { editFile } from './edit-file.ts';

/** Grants with a wildcard that something generated adds in both regions together; the rules of the repository count them. */
export interface Wildcards {
  readonly all: number;
  /**
   * Those of them that know no resource.
   *
   * @default 0
   */
  readonly onEveryResource?: number;
}

/** Raises the counts, which stand where everybody sees them. */
export function raiseWildcards(tree: Tree, { all, onEveryResource = 0 }: Wildcards): void {
  const counts = { wildcardsMax: all, onEveryResourceMax: onEveryResource };
  for (const [name, count] of Object.entries(counts)) {
    editFile(tree, {
      file: 'tools/tidy/test/wildcards.test.ts',
      at: new RegExp(`^const ${name} = \\d+;$`, 'm'),
      by: (line) => line.replace(/\d+/, (now) => String(Number(now) + count)),
    });
  }
}
