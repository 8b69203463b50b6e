import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudClient } from './client/cloud-client.ts';
import { appFolders, workspace } from './definitions/templates/read-apps.ts';
import { environmentWithCompileCache } from './processes/supervise/compile-cache.ts';
import type { ControlCommand, ControlReport } from './protocol/control-start.ts';
import type { LocalCloud, LocalCloudOptions } from './protocol/local-cloud.ts';
import { LocalCloudError, type LocalCloudErrorCode } from './protocol/local-cloud-error.ts';

const program = fileURLToPath(new URL('processes/control/main.ts', import.meta.url));

const portBaseDefault = 4500;
/** One check a second: what AWS does at a tenth or a thirtieth of that pace. */
const healthCheckIntervalMsDefault = 1000;

/**
 * Starts a local cloud from the synthesized apps and resolves when all regions are ready. It runs in processes of its own
 * that end when it is stopped, and when this process ends, however it ends.
 *
 * @throws LocalCloudError with the reason and one way on
 */
export async function startLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const portBase = options.portBase ?? portBaseDefault;
  // Detached: an interrupt from the keyboard reaches a whole process group; this process decides what it means.
  const child = fork(program, [], {
    detached: true,
    env: environmentWithCompileCache(),
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  tell(child, {
    type: 'start',
    apps: (options.apps ?? (await appFolders())).map((folder) => resolve(workspace, folder)),
    portBase,
    dataDir: resolve(options.dataDir ?? join(workspace, '.redoubt', 'cloud')),
    webhookReceivers: options.webhookReceivers ?? [],
    healthCheckIntervalMs: options.healthCheckIntervalMs ?? healthCheckIntervalMsDefault,
  });
  try {
    await becomeReady(child, options);
    return await CloudClient.connect(portBase, () => stop(child));
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/**
 * Connects to a local cloud that another process started.
 *
 * @throws LocalCloudError `not_running`
 */
export async function connectLocalCloud({
  portBase = portBaseDefault,
}: {
  portBase?: number;
} = {}): Promise<LocalCloud> {
  return await CloudClient.connect(portBase);
}

async function becomeReady(child: ChildProcess, { onProgress }: LocalCloudOptions): Promise<void> {
  const { promise, resolve: isReady, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('exit', (code, signal) =>
    reject(
      new LocalCloudError({
        code: 'control_failed',
        what: `the control process ended while it started (${signal ?? `exit code ${code}`})`,
        why: 'what it printed above says why',
        fix: 'npm start',
      }),
    ),
  );
  child.on('message', (report: ControlReport) => {
    if (report.type === 'progress') onProgress?.(report.step);
    if (report.type === 'ready') isReady();
    if (report.type === 'failed') {
      reject(new LocalCloudError({ ...report.failure, code: report.failure.code as LocalCloudErrorCode }));
    }
  });
  await promise;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolveEnd) => child.once('exit', resolveEnd));
  tell(child, { type: 'stop' });
  await ended;
}

function tell(child: ChildProcess, command: ControlCommand): void {
  child.send(command);
}
