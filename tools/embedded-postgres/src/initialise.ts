import { rmSync } from 'node:fs';
import { locateBinaries } from './binaries.ts';
import { makeServerFolder } from './data-folder.ts';
import { runProgram } from './run-program.ts';

/**
 * Makes a new, empty database cluster in a folder that does not exist yet.
 *
 * @param superuser name of the role that owns everything; no password, see `settings.ts`
 * @throws PostgresError `binaries_missing`, `library_missing`, `disk_full`, `start_failed`
 */
export async function initialise(dataDir: string, superuser: string): Promise<void> {
  makeServerFolder(dataDir);
  try {
    await runProgram(
      locateBinaries().initdb,
      [
        `--pgdata=${dataDir}`,
        `--username=${superuser}`,
        '--auth=trust',
        '--encoding=UTF8',
        // The built-in locale needs no locale of the operating system, so text sorts alike on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-sync',
        '--no-instructions',
      ],
      `making a database in ${dataDir}`,
    );
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
