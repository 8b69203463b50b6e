import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import { workspaceRoot } from '../workspace.ts';

/** Lines of output that an error shows. */
const linesMax = 40;

/**
 * Bundles and synthesizes one app into a folder of its own: the running cloud reads functions off the assembly that it was started
 * with, which stays as it is.
 *
 * @returns the folder, which holds a `cdk.out`
 * @throws CliError `synth_failed` with the end of the output
 */
export async function assembleApp(
  app: string,
  { into, topology, signal }: { readonly into: string; readonly topology: string; readonly signal: AbortSignal },
): Promise<string> {
  const nx = join(workspaceRoot, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  if (app !== 'platform')
    await run([nx, 'run', `${app}:build`, '--outputStyle=static'], { cwd: workspaceRoot, signal });
  const cwd = join(workspaceRoot, app === 'platform' ? app : join('services', app));
  await run(['infra/main.ts'], { cwd, signal, env: { TOPOLOGY: topology, ASSEMBLY_FOLDER: join(into, 'cdk.out') } });
  return into;
}

async function run(
  args: readonly string[],
  { cwd, signal, env = {} }: { readonly cwd: string; readonly signal: AbortSignal; readonly env?: NodeJS.ProcessEnv },
): Promise<void> {
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...process.env, NX_TUI: 'false', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const exit = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  throw new CliError({
    code: 'synth_failed',
    what: `node ${args.join(' ')} in ${cwd} failed with exit code ${code}`,
    why: `${stdout}\n${stderr}`.trim().split('\n').slice(-linesMax).join('\n'),
    fix: 'npm run synth',
  });
}
