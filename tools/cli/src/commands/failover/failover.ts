import { failoversListedMax } from '@redoubt/contracts';
import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import type { CommandContext } from '../../command-context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { FailoverFunctions } from '../../failovers/failover-functions.ts';
import { jsonOption, portBaseDefault, portBaseOption, wholeNumber, withExamples } from '../../options.ts';
import { listLines, showLines, whyLines } from '../../output/failover-lines.ts';
import { commandLine } from '../../workspace.ts';
import { answerFailoverCommand } from './failover-answer.ts';
import { startFailoverCommand } from './failover-start.ts';
import { parseEpoch } from './parse-epoch.ts';

interface ReadOptions {
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt failover start|approve|reject|list|show|why`. */
export function failoverCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  return new Command('failover')
    .description('order a failover, and see what was decided and why')
    .addCommand(startFailoverCommand(context, onExitCode))
    .addCommand(answerFailoverCommand(context, 'approve'))
    .addCommand(answerFailoverCommand(context, 'reject'))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(whyCommand(context));
}

function listCommand({ terminal }: CommandContext): Command {
  const command = new Command('list')
    .description('show the failovers so far, newest first')
    .option('--limit <n>', 'epochs at most', wholeNumber({ min: 1, max: failoversListedMax }), 20)
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ limit, portBase, json }: ReadOptions & { readonly limit: number }) => {
      const read = await new FailoverFunctions(await connectLocalCloud({ portBase })).read({ limit });
      if (json) return terminal.printJson(read);
      const lines = listLines(read);
      for (const line of lines) terminal.print(line);
      if (lines.length === 0) terminal.progress(`No failover so far: ${read.state.activeRegion} was active first.`);
    });
  return withExamples(command, [
    'npm run redoubt -- failover list',
    'npm run redoubt -- failover list --json | jq .reports[0].decision',
  ]);
}

function showCommand({ terminal }: CommandContext): Command {
  const command = new Command('show')
    .description('show a failover: who or what decided, its stages and times, or how far it is')
    .argument('<epoch>', 'as shown by `failover list`', parseEpoch)
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (epoch: number, { portBase, json }: ReadOptions) => {
      const read = await new FailoverFunctions(await connectLocalCloud({ portBase })).read({ epoch });
      const lines = showLines(epoch, read);
      if (lines === undefined) throw notFound(epoch, read.state.epoch);
      if (json) return terminal.printJson(read);
      for (const line of lines) terminal.print(line);
    });
  return withExamples(command, [
    'npm run redoubt -- failover show 2',
    'npm run redoubt -- failover show 2 --json | jq .reports[0].stages',
  ]);
}

function whyCommand({ terminal }: CommandContext): Command {
  const command = new Command('why')
    .description('show what the watcher sees now, since when, and what is in the way of a takeover')
    .option('--region <name>', 'whose watcher (default: the standby)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ region, portBase, json }: ReadOptions & { readonly region?: string }) => {
      const why = await new FailoverFunctions(await connectLocalCloud({ portBase })).explain(region);
      if (json) return terminal.printJson(why);
      for (const line of whyLines(why)) terminal.print(line);
    });
  return withExamples(command, [
    'npm run redoubt -- failover why',
    'npm run redoubt -- failover why --json | jq .obstacles',
  ]);
}

function notFound(epoch: number, last: number): CliError {
  return new CliError({
    code: 'failover_not_found',
    what: `nothing is known of epoch ${epoch}`,
    why: `epoch ${last} is the last one; a takeover that another one ended may have left no report`,
    fix: commandLine('failover list'),
  });
}
