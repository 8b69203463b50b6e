import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CliError } from './cli-error.ts';
import { workspaceRoot } from './workspace.ts';

/** Lines of Nx's output that an error shows. */
const linesMax = 40;

/**
 * Synthesizes all apps with the target of a deployment; Nx caches the results.
 *
 * @throws CliError `synth_failed` with the end of Nx's output
 */
export async function synthesize(topology: string, signal: AbortSignal): Promise<void> {
  const nx = join(workspaceRoot, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const child = spawn(process.execPath, [nx, 'run-many', '-t', 'synth', '--outputStyle=static'], {
    cwd: workspaceRoot,
    env: { ...process.env, TOPOLOGY: topology, NX_TUI: 'false', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code === 0) return;
  throw new CliError({
    code: 'synth_failed',
    what: `synthesizing the apps failed with exit code ${code}`,
    why: `${stdout}\n${stderr}`.trim().split('\n').slice(-linesMax).join('\n'),
    fix: 'npm run synth',
  });
}
