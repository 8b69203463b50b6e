import { rmSync, writeFileSync } from 'node:fs';
import { locateBinaries } from './binaries.ts';
import { giveToServer, makeServerFolder } from './data-folder.ts';
import { runProgram } from './run-program.ts';
import type { Superuser } from './settings.ts';

/**
 * Makes a new, empty database cluster in a folder that does not exist yet.
 *
 * @param superuser the role that owns everything; without a password it has none, see `settings.ts`
 * @throws PostgresError `binaries_missing`, `library_missing`, `disk_full`, `start_failed`
 */
export async function initialise(
  dataDir: string,
  { name, password }: Pick<Superuser, 'name'> & Partial<Superuser>,
): Promise<void> {
  makeServerFolder(dataDir);
  const passwordFile = `${dataDir}.password`;
  if (password !== undefined) {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveToServer(passwordFile);
  }
  try {
    await runProgram(
      locateBinaries().initdb,
      [
        `--pgdata=${dataDir}`,
        `--username=${name}`,
        ...(password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]),
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
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
