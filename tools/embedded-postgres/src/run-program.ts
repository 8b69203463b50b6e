import { spawn } from 'node:child_process';
import { explainOutput, PostgresError } from './postgres-error.ts';
import { serverUser } from './server-user.ts';

/** Environment of PostgreSQL's programs: nothing of ours gets in, such as `PGDATA`. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/** Runs one of PostgreSQL's programs to its end as the server's user; throws what its output means when it fails. */
export async function runProgram(program: string, programArguments: readonly string[], doing: string): Promise<void> {
  const child = spawn(program, programArguments, {
    ...serverUser(),
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', (error) =>
      fail(new PostgresError('start_failed', `${doing}: ${program} can't be run: ${error.message}`, { cause: error })),
    );
    child.once('close', done);
  });
  if (code !== 0) throw explainOutput(doing, output);
}
