import type { Tree } from '@nx/devkit';

/** A place in a file's text, and what becomes of it. */
export interface Edit {
  readonly file: string;
  /** Found once, or the edit is refused. */
  readonly at: RegExp | string;
  /** Takes the place of what was found, which it is given. */
  readonly by: (found: string) => string;
}

/**
 * Changes a file at one place.
 *
 * @throws Error when the file is missing, or holds the place never or more than once: nothing is guessed
 */
export function editFile(tree: Tree, { file, at, by }: Edit): void {
  const text = tree.read(file, 'utf8');
  if (text === null) throw new Error(`${file} is missing; the recipe in CONTRIBUTING.md says what belongs there`);
  const found = typeof at === 'string' ? text.split(at).length - 1 : [...text.matchAll(globally(at))].length;
  if (found !== 1) {
    throw new Error(
      `${file} must hold ${String(at)} once, got ${found} times; make this change by hand, as CONTRIBUTING.md says`,
    );
  }
  tree.write(file, text.replace(at, by));
}

/** Writes a file that is not there yet. @throws Error when it is */
export function addFile(tree: Tree, file: string, text: string): void {
  if (tree.exists(file)) throw new Error(`${file} exists already; choose another name`);
  tree.write(file, text);
}

function globally(at: RegExp): RegExp {
  return new RegExp(at.source, `${at.flags.replace('g', '')}g`);
}
