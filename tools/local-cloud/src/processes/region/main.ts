import { readFile } from 'node:fs/promises';
import type { Failure, RegionCommand, RegionReport, RegionStart } from '../../protocol/region-start.ts';
import type { RegionModel } from '../../protocol/resolved.ts';
import { type Region, startRegion } from './region.ts';
import { openRegionLog } from './region-log.ts';

/**
 * One region as a process: `node src/processes/region/main.ts <start.json>`, forked by control.
 *
 * It ends with everything in it on control's message, when the channel to control closes for whatever reason, and
 * on SIGTERM. SIGINT from a terminal reaches the whole group: control decides what it means.
 */

const [startFile] = process.argv.slice(2);
if (startFile === undefined || process.send === undefined) {
  throw new Error('a region is started by the local cloud: redoubt up');
}
const start = JSON.parse(await readFile(startFile, 'utf8')) as RegionStart;
const { log, close } = openRegionLog(start.logFile);
let region: Region | undefined;
let isStopping = false;

process.on('SIGINT', () => {});
process.on('SIGTERM', () => void stop(0));
process.on('disconnect', () => void stop(0));
process.on('message', (command: RegionCommand) => {
  if (command.type === 'stop') void stop(0);
});
process.on('uncaughtException', (error) => {
  log('region', 'failed', { error: error.stack });
  report({ type: 'failed', failure: failureOf(error) });
  void stop(1);
});

try {
  const model = JSON.parse(await readFile(start.modelFile, 'utf8')) as RegionModel;
  region = await startRegion({ start, model, log, onProgress: (text) => report({ type: 'progress', text }) });
  report({ type: 'ready' });
} catch (error) {
  log('region', 'start failed', { error: error instanceof Error ? error.stack : String(error) });
  report({ type: 'failed', failure: failureOf(error) });
  await stop(1);
}

/** Ends everything, then the process, at the latest after the time that control allows. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  // Control kills the region's whole process tree when it takes longer than two seconds.
  setTimeout(() => process.exit(exitCode), 1_800).unref();
  await region?.stop();
  await close();
  process.exit(exitCode);
}

function report(message: RegionReport): void {
  if (process.connected) process.send?.(message);
}

function failureOf(error: unknown): Failure {
  const { code = '', message = String(error) } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const what = `region ${start.region} can not start`;
  if (code === 'EADDRINUSE') {
    return {
      code: 'port_in_use',
      what,
      why: message,
      fix: 'stop what listens there, or choose other ports with --port-base',
    };
  }
  if (code === 'EADDRNOTAVAIL') {
    return {
      code: 'address_missing',
      what,
      why: message,
      fix: `add the address: sudo ifconfig lo0 alias ${start.address} (macOS), or sudo ip address add ${start.address}/8 dev lo`,
    };
  }
  return { code: 'region_failed', what, why: message, fix: `read ${start.logFile}` };
}
