import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A source file of one project, relative to the project's `src`. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** An import of one file of a project by another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** The imports among the files of one project. */
export function arrowsAmong(sources: readonly Source[]): readonly Arrow[] {
  return sources.flatMap(({ file, text }) =>
    ts
      .preProcessFile(text, true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => ({ from: file, to: join(dirname(file), fileName).replaceAll('\\', '/') })),
  );
}

/**
 * The imports that point to a higher layer.
 *
 * @param layers folders, the lowest first; files outside of all of them are on top
 */
export function upwardArrows(arrows: readonly Arrow[], layers: readonly string[]): readonly Arrow[] {
  const heightOf = (file: string) => {
    const height = layers.findIndex((layer) => file.startsWith(`${layer}/`));
    return height === -1 ? layers.length : height;
  };
  return arrows.filter(({ from, to }) => heightOf(to) > heightOf(from));
}

/** Files that import each other in a loop, in any number of steps; each loop once, its files sorted. */
export function circlesAmong(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of arrows) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reached = new Map([...targets.keys()].map((file) => [file, reachedFrom(file, targets)]));
  const circles = [...reached]
    .filter(([file, files]) => files.has(file))
    .map(([file, files]) => [...files].filter((other) => reached.get(other)?.has(file) === true).sort());
  return [...new Map(circles.map((circle) => [circle.join(' '), circle])).values()];
}

function reachedFrom(file: string, targets: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(targets.get(file) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(targets.get(next) ?? []));
  }
  return reached;
}
