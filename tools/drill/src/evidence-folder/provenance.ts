import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const workspace = join(import.meta.dirname, '..', '..', '..', '..');

/** From which source and with which packages the drilled platform was made, and digests of what was deployed. */
export interface Provenance {
  /** Commit of the workspace; null where git can't say. */
  readonly commit: string | null;
  /** Whether the workspace was exactly that commit; null where git can't say. */
  readonly isClean: boolean | null;
  /** Of `package-lock.json`. */
  readonly lockFileSha256: string;
  readonly bundles: readonly BundleDigest[];
}

/** Templates and functions of one app as they were deployed. */
export interface BundleDigest {
  readonly app: string;
  readonly files: number;
  /** Of the list of its files with their SHA-256, sorted by path, one `<sha256>  <path>` a line. */
  readonly sha256: string;
}

/** @param apps folders of the deployed apps, each with a `cdk.out` */
export async function readProvenance(apps: readonly string[]): Promise<Provenance> {
  const [commit, changes, lockFile, bundles] = await Promise.all([
    git('rev-parse', 'HEAD'),
    git('status', '--porcelain'),
    readFile(join(workspace, 'package-lock.json')),
    Promise.all(apps.map(digestOf)),
  ]);
  return {
    commit: commit?.trim() ?? null,
    isClean: changes === undefined ? null : changes.trim() === '',
    lockFileSha256: sha256(lockFile),
    bundles,
  };
}

async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', [...args], { cwd: workspace })).stdout;
  } catch {
    // No git, or no repository: an installed copy.
    return undefined;
  }
}

/** Only what is deployed counts: a synthesis also writes trees and reports. */
const isDeployed = /(^|\/)asset\.|\.template\.json$/;

async function digestOf(app: string): Promise<BundleDigest> {
  const folder = join(app, 'cdk.out');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => isDeployed.test(path))
    .sort();
  const lines: string[] = [];
  for (const path of paths) lines.push(`${sha256(await readFile(join(folder, path)))}  ${path}\n`);
  return { app: basename(app), files: paths.length, sha256: sha256(lines.join('')) };
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
