import { connectLocalCloud, type LocalCloud } from '@redoubt/local-cloud';
import { Callers } from './callers.ts';
import { holdFailovers } from './hold-failovers.ts';
import { MerchantClient, merchantId } from './merchant-client.ts';
import { descendantsOf, RedoubtProcess, untilGone } from './redoubt-process.ts';

/** First line that `redoubt up --json` prints. */
export interface Ready {
  /** Of the demo merchant. */
  readonly key: string;
  readonly curl: string;
}

/** Both regions as people start them, with failovers held until they are let begin, and `acme`, whose webhooks go to the inbox. */
export interface RunningPlatform {
  readonly command: RedoubtProcess;
  readonly ready: Ready;
  readonly cloud: LocalCloud;
  readonly callers: Callers;
  readonly merchant: MerchantClient;
  readonly letFailoversBegin: () => Promise<void>;
}

/**
 * Starts `redoubt up`. Starting both regions takes more processor time than most tests: those of one file share them, and each file
 * ends them in another way.
 */
export async function startPlatform({
  portBase,
  isBehindNpm = false,
  merchantIds = [],
}: {
  readonly portBase: number;
  /** Merchants that are registered beside `acme`. */
  readonly merchantIds?: readonly string[];
  readonly isBehindNpm?: boolean;
}): Promise<RunningPlatform> {
  const up = (folder: string): readonly string[] => [
    ...['up', '--no-synth', '--json', '--port-base', String(portBase), '--data-dir', folder],
  ];
  const command = await (isBehindNpm ? RedoubtProcess.startBehindNpm(up) : RedoubtProcess.start(up));
  try {
    const ready = await command.json((value: unknown): value is Ready => Object.hasOwn(Object(value), 'curl'));
    const cloud = await connectLocalCloud({ portBase });
    const letFailoversBegin = await holdFailovers(cloud, 'us-east-2');
    const callers = await Callers.of(cloud, command, [merchantId, ...merchantIds]);
    const merchant = new MerchantClient(callers);
    await merchant.register(merchantId, cloud.inboxUrl);
    return { command, ready, cloud, callers, merchant, letFailoversBegin };
  } catch (error) {
    await command[Symbol.asyncDispose]();
    throw error;
  }
}

/** Ends the command by a signal, and waits until nothing is left of what it started. @returns its exit code; `null` when the signal ended it */
export async function endBy(signal: NodeJS.Signals, { command }: RunningPlatform): Promise<number | null> {
  const started = descendantsOf(command.pid);
  if (started.length <= 4) throw new Error(`redoubt up must have started more than 4 processes, got ${started.length}`);
  command.kill(signal);
  const exitCode = await command.end();
  await untilGone(started);
  return exitCode;
}
