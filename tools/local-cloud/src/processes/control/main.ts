import { pathToFileURL } from 'node:url';
import type { ConsoleModule } from '../../protocol/console-host.ts';
import type { ControlCommand, ControlReport, ControlStart } from '../../protocol/control-start.ts';
import type { RunningServer } from '../../protocol/http/listening.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { Failure } from '../../protocol/region-start.ts';
import { startApiServer } from './api-server.ts';
import { consoleHost } from './console-host.ts';
import { ControlProcess } from './control-process.ts';

/**
 * The control process. Started by `startLocalCloud` with an IPC channel; ends on a stop message, when a tool asks for
 * it, or when the channel closes.
 */
const beganMs = performance.now();
let control: ControlProcess | undefined;
let shownBy: RunningServer | undefined;
let isEnding = false;

function report(message: ControlReport): void {
  if (process.connected) process.send?.(message);
}

async function start(options: ControlStart): Promise<void> {
  try {
    const prepared = await ControlProcess.prepare(options, (step) =>
      report({ type: 'progress', step: { ...step, atMs: Math.round(performance.now() - beganMs) } }),
    );
    control = prepared;
    await startApiServer(prepared, () => void end(0));
    if (options.console !== undefined) await startConsole(prepared, options.console);
    await prepared.start();
    report({ type: 'ready' });
  } catch (error) {
    if (isEnding) return;
    report({ type: 'failed', failure: failureOf(error) });
    await end(1);
  }
}

/** Before the regions start, so that people see them do it. */
async function startConsole(prepared: ControlProcess, path: string): Promise<void> {
  const module = (await import(pathToFileURL(path).href)) as ConsoleModule;
  shownBy = await module.startConsole(consoleHost(prepared));
}

async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  // What it has started, as a drill, ends with it.
  await shownBy?.stop();
  await control?.stop();
  process.exit(exitCode);
}

function failureOf(error: unknown): Failure {
  if (error instanceof LocalCloudError) return error.toFailure();
  return {
    code: 'control_failed',
    what: 'the control process failed',
    why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    fix: 'report it, with control.log and the regions’ logs of the data directory',
  };
}

process.on('message', (command: ControlCommand) => {
  if (command.type === 'start') void start(command);
  else void end(0);
});
process.on('disconnect', () => void end(0));
process.on('SIGTERM', () => void end(0));
