import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const workspace = join(import.meta.dirname, '..', '..', '..', '..');

/** Longest run of npm, in milliseconds; it takes seconds. */
const npmMsMax = 120_000;

/** A list of all packages has half a megabyte. */
const bytesMax = 32 * 2 ** 20;

/** Lists the packages of the lock file as CycloneDX, by npm itself and without network; undefined where npm can't. */
export async function listPackages(signal: AbortSignal): Promise<string | undefined> {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only', '--offline'];
  try {
    const options = { cwd: workspace, maxBuffer: bytesMax, signal, timeout: npmMsMax };
    const { stdout } = await promisify(execFile)('npm', args, options);
    return stdout;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
