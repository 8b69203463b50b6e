import { setTimeout as pause } from 'node:timers/promises';
import type { FailoversRead } from '@redoubt/contracts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCode } from '../exit-code.ts';
import { commandLine } from '../workspace.ts';
import type { FailoverFunctions } from './failover-functions.ts';

/** Pause between two looks, in milliseconds. */
const lookEveryMs = 250;

/** How long an order may take to begin its epoch: older ones are carried out no more. */
const beginMsMax = 60_000;

/** How long a failover is followed; it goes on without this command. */
const followMsMax = 600_000;

/**
 * Shows the stages of an epoch as they end, until it is finished.
 *
 * @throws CliError `failover_refused` when the epoch did not begin, `no_answer` when it takes too long
 */
export async function followFailover(
  functions: Pick<FailoverFunctions, 'read' | 'explain'>,
  epoch: number,
  {
    terminal,
    signal,
    everyMs = lookEveryMs,
    beginMs = beginMsMax,
  }: CommandContext & { readonly everyMs?: number; readonly beginMs?: number },
): Promise<void> {
  const shown = new Set<string>();
  const beganMs = performance.now();
  for (;;) {
    // The region that is asked may be the one that is left.
    const read = await functions.read({ epoch }).catch(() => undefined);
    const { state } = read ?? {};
    const tookMs = performance.now() - beganMs;
    for (const { stage, text, endedAt } of state?.epoch === epoch ? state.stages : []) {
      if (!shown.has(stage)) terminal.progress(`${endedAt} ${stage}: ${text}`);
      shown.add(stage);
    }
    if (isFinished(read, epoch)) return;
    if ((state?.epoch ?? 0) < epoch && tookMs > beginMs) throw await notBegun(functions, epoch);
    if (tookMs > followMsMax) throw unfinished(epoch);
    await pause(everyMs, undefined, { signal });
  }
}

function isFinished(read: FailoversRead | undefined, epoch: number): boolean {
  if (read === undefined) return false;
  return read.state.epoch > epoch || (read.state.epoch === epoch && read.state.stage === 'verified');
}

/** The state machine stood down: what is in the way now is most likely what it found. */
async function notBegun(functions: Pick<FailoverFunctions, 'explain'>, epoch: number): Promise<CliError> {
  const { obstacles = [] } = (await functions.explain(undefined).catch(() => undefined)) ?? {};
  const found = obstacles.map(({ text }) => text).join('; ');
  return new CliError({
    code: 'failover_refused',
    what: `epoch ${epoch} has not begun: the state machine stood down, and nothing was changed`,
    why: `confirm-order checks everything once more before anything is changed; in the way now: ${found || 'nothing'}; its mail and its log say what it found`,
    fix: [...obstacles.map(({ mend }) => mend), commandLine('failover why')].join('; '),
    exitCode: exitCode.precondition,
  });
}

function unfinished(epoch: number): CliError {
  return new CliError({
    code: 'no_answer',
    what: `epoch ${epoch} is not finished after ${followMsMax / 60_000} minutes`,
    why: 'a failover is resumed without limit, with or without this command',
    fix: commandLine(`failover show ${epoch}`),
  });
}
