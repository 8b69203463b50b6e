import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudClient } from './client/cloud-client.ts';
import { appFolders, workspace } from './definitions/templates/read-apps.ts';
import { environmentWithCompileCache } from './processes/supervise/compile-cache.ts';
import { endChild } from './processes/supervise/end-child.ts';
import type { ControlCommand, ControlReport } from './protocol/control-start.ts';
import type { LocalCloud, LocalCloudOptions } from './protocol/local-cloud.ts';
import { LocalCloudError, type LocalCloudErrorCode } from './protocol/local-cloud-error.ts';

const program = fileURLToPath(new URL('processes/control/main.ts', import.meta.url));

const portBaseDefault = 4500;
/** Time the control process has to end with its regions, in milliseconds; when it is killed, its reaper kills them. */
const stopMsMax = 60_000;
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
    ...(options.console === undefined ? {} : { console: resolve(options.console) }),
    healthCheckIntervalMs: options.healthCheckIntervalMs ?? healthCheckIntervalMsDefault,
  });
  try {
    await becomeReady(child, options);
    return await CloudClient.connect(portBase, () => stop(child));
  } catch (error) {
    // What went wrong first says more.
    await stop(child).catch(() => undefined);
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

/** @throws LocalCloudError `control_failed` when it had to be killed */
async function stop(child: ChildProcess): Promise<void> {
  if (await endChild(child, { ask: () => tell(child, { type: 'stop' }), waitMsMax: stopMsMax })) return;
  throw new LocalCloudError({
    code: 'control_failed',
    what: 'the control process did not end and was killed',
    why: `it was still there ${stopMsMax / 1000} s after it was asked to end`,
    fix: 'look into logs/control.log of the data directory',
  });
}

function tell(child: ChildProcess, command: ControlCommand): void {
  child.send(command);
}
