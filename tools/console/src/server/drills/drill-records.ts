import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNames, findRegressions, type Run, readRun } from '@redoubt/drill/records';
import type { DrillHistory, DrillRow } from '../../drill-wire.ts';

/** Drills that are read at most, the newest: a report has some 100 KB. */
const runsMax = 300;

type Read = { readonly run: Run } | { readonly why: string };

interface Found {
  readonly folder: string;
  readonly changedMs: number;
}

/** The evidence that drills have left in a folder; each report is read once for as long as it does not change. */
export class DrillRecords {
  readonly #root: string;
  readonly #known = new Map<string, { readonly changedMs: number; readonly read: Read }>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Folder of a drill's evidence, when there is a report in it. */
  async pathOf(folder: string): Promise<string | undefined> {
    const found = await this.#find();
    return found.some((it) => it.folder === folder) ? join(this.#root, folder) : undefined;
  }

  async read(): Promise<Pick<DrillHistory, 'runs' | 'isPartial' | 'regressions' | 'unreadable'>> {
    const found = (await this.#find()).sort((a, b) => b.changedMs - a.changedMs);
    const newest = found.slice(0, runsMax);
    const runs: Run[] = [];
    const unreadable: { folder: string; why: string }[] = [];
    // One after the other: between two the control process does its other work.
    for (const it of newest) {
      const read = await this.#readOne(it);
      if ('run' in read) runs.push(read.run);
      else unreadable.push({ folder: it.folder, why: read.why });
    }
    runs.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
    for (const folder of this.#known.keys()) if (!newest.some((it) => it.folder === folder)) this.#known.delete(folder);
    return {
      runs: runs.map(rowOf),
      isPartial: found.length > newest.length,
      regressions: findRegressions(runs).map(({ scenario: _, ...regression }) => regression),
      unreadable,
    };
  }

  async #readOne({ folder, changedMs }: Found): Promise<Read> {
    const known = this.#known.get(folder);
    if (known?.changedMs === changedMs) return known.read;
    const read = await readRun(join(this.#root, folder)).then(
      (run): Read => ({ run: { ...run, folder } }),
      (error: unknown): Read => ({ why: error instanceof Error ? error.message : String(error) }),
    );
    this.#known.set(folder, { changedMs, read });
    return read;
  }

  /** Folders with a report, and those one level below: `--all` makes a folder of folders. */
  async #find(): Promise<Found[]> {
    const found: Found[] = [];
    for (const name of await foldersIn(this.#root)) {
      const changedMs = await changedAt(join(this.#root, name));
      if (changedMs !== undefined) found.push({ folder: name, changedMs });
      else
        for (const inner of await foldersIn(join(this.#root, name))) {
          const innerMs = await changedAt(join(this.#root, name, inner));
          if (innerMs !== undefined) found.push({ folder: `${name}/${inner}`, changedMs: innerMs });
        }
    }
    return found;
  }
}

async function foldersIn(path: string): Promise<readonly string[]> {
  // No drill has run yet.
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((it) => it.isDirectory()).map(({ name }) => name);
}

async function changedAt(folder: string): Promise<number | undefined> {
  return await stat(join(folder, fileNames.report)).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

function rowOf({ folder, scenario, seed, startedAt, tookMs, commit, passed, ...run }: Run): DrillRow {
  const { busyness, figures, objectives } = run;
  return { folder, scenario, seed, startedAt, tookMs, commit, passed, busyness, figures, objectives };
}
