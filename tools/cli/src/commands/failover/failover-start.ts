import { userInfo } from 'node:os';
import type { OrderedFailover } from '@redoubt/contracts';
import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import type { CommandContext } from '../../command-context.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { FailoverFunctions } from '../../failovers/failover-functions.ts';
import { followFailover } from '../../failovers/follow-failover.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../../options.ts';
import { orderLines } from '../../output/failover-lines.ts';
import { commandLine } from '../../workspace.ts';

interface StartOptions {
  readonly to: string;
  readonly reason: string;
  readonly by: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt failover start`; a dry run that is blocked answers by the exit code. */
export function startFailoverCommand(
  { terminal, signal }: CommandContext,
  onExitCode: (code: ExitCode) => void,
): Command {
  const command = new Command('start')
    .description('order a failover, also away from a region that still answers; nothing acknowledged is lost')
    .requiredOption('--to <region>', 'the region that takes over')
    .requiredOption('--reason <text>', 'kept with the epoch, for whoever asks later')
    .option('--by <name>', 'whose order it is', userInfo().username)
    .option('--force', 'go past services that are not ready, and past a takeover that is under way', false)
    .option('--dry-run', 'change nothing: list what would happen, and what is in the way', false)
    .option('--wait', 'stay until the failover is finished, and show its stages', false)
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ to, reason, by, force, dryRun, wait, portBase, json }: StartOptions) => {
      const functions = new FailoverFunctions(await connectLocalCloud({ portBase }));
      const request = { reason, by, isForced: force, isDryRun: dryRun };
      const order = await functions.order(to, request);
      if (order.outcome === 'refused') throw refusalOf(order);
      if (json) terminal.printJson(order);
      else for (const line of orderLines(order)) terminal.print(line);
      if (order.outcome === 'planned') {
        terminal.progress('A dry run: nothing was changed.');
        if (order.obstacles.some(({ isForceable }) => !(force && isForceable))) onExitCode(exitCode.precondition);
        return;
      }
      if (wait) await followFailover(functions, order.epoch, { terminal, signal });
      else terminal.progress(`It was ordered. Watch it: ${commandLine(`failover show ${order.epoch}`)}`);
    });
  return withExamples(command, [
    'npm run redoubt -- failover start --to us-east-2 --reason "us-east-1 answers, and its balances are wrong" --dry-run',
    'npm run redoubt -- failover start --to us-east-2 --reason "us-east-1 answers, and its balances are wrong" --wait',
    'npm run redoubt -- failover start --to us-east-2 --reason "INC-42" --force --json | jq .epoch',
  ]).addHelpText(
    'after',
    [
      '\n--force goes past `<service>: …` and `takeover_under_way`: these cost time. It never goes past what could lose money',
      'silently or could not be carried out: a database that is no sound replica of the present writer, a journal that has',
      'forgotten what the replica lacks, and code that is older than the journal.',
      'The name after --by is taken as it is said: who called is in the log of the cloud.\n',
    ].join('\n'),
  );
}

function refusalOf({ toRegion, obstacles }: OrderedFailover): CliError {
  const canForce = obstacles.every(({ isForceable }) => isForceable);
  return new CliError({
    code: 'failover_refused',
    what: `a failover into ${toRegion} can't begin, and nothing was changed`,
    why: obstacles.map(({ text }) => text).join('; '),
    fix: [...obstacles.map(({ mend }) => mend), ...(canForce ? ['or order it with --force'] : [])].join('; '),
    exitCode: exitCode.precondition,
  });
}
