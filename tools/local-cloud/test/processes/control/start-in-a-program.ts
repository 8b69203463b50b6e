import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a cloud in a program of its own, which the test may kill; returns once the cloud is ready.
 *
 * @throws Error when the program ends before: its own words stand in the test's output
 */
export async function startInAProgram(app: string, dataDir: string, portBase: number): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('start-and-wait.ts', import.meta.url));
  const starter = fork(program, [app, dataDir, String(portBase)], { execArgv: [] });
  const ended = once(starter, 'exit').then(([code, signal]) => {
    throw new Error(`the program ended with ${code ?? signal} before its cloud was ready`);
  });
  await Promise.race([once(starter, 'message'), ended]);
  // It ends later, when the test kills it.
  ended.catch(() => {});
  return starter;
}
