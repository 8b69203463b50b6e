import { userInfo } from 'node:os';
import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import type { CommandContext } from '../../command-context.ts';
import { exitCode } from '../../exit-code.ts';
import { FailoverFunctions } from '../../failovers/failover-functions.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../../options.ts';
import { commandLine } from '../../workspace.ts';
import { parseEpoch } from './parse-epoch.ts';

interface AnswerOptions {
  readonly reason: string;
  readonly by: string;
  readonly portBase: number;
  readonly json: boolean;
}

const verbs = {
  approve: { decision: 'approved', description: 'let a failover begin that waits for a person' },
  reject: { decision: 'rejected', description: 'keep a failover from beginning that waits for a person' },
} as const;

/** `redoubt failover approve|reject EPOCH`. */
export function answerFailoverCommand({ terminal }: CommandContext, verb: keyof typeof verbs): Command {
  const { decision, description } = verbs[verb];
  const command = new Command(verb)
    .description(description)
    .argument('<epoch>', 'that it would begin, as shown by `failover list`', parseEpoch)
    .requiredOption('--reason <text>', 'kept with the answer, for whoever asks later')
    .option('--by <name>', 'whose answer it is', userInfo().username)
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (epoch: number, { reason, by, portBase, json }: AnswerOptions) => {
      const functions = new FailoverFunctions(await connectLocalCloud({ portBase }));
      const answer = await functions.answer({ epoch, decision, reason, by });
      if (answer.outcome === 'refused') throw refusalOf({ epoch, verb, reason: answer.reason });
      if (json) return terminal.printJson(answer);
      terminal.print(`Epoch ${epoch} into ${answer.toRegion} is ${decision}.`);
      terminal.progress(
        decision === 'approved'
          ? `It begins within a moment, if it is still due: ${commandLine(`failover show ${epoch}`)}`
          : `It is asked again only after the region was well. Order one all the same: ${commandLine('failover start --help')}`,
      );
    });
  return withExamples(command, [
    'npm run redoubt -- failover list',
    `npm run redoubt -- failover ${verb} 2 --reason "INC-42: the vendor ${verb === 'approve' ? 'confirms it' : 'says two minutes'}"`,
  ]);
}

function refusalOf({
  epoch,
  verb,
  reason,
}: {
  readonly epoch: number;
  readonly verb: keyof typeof verbs;
  readonly reason: string;
}): CliError {
  return new CliError({
    code: 'failover_refused',
    what: `epoch ${epoch} can't be ${verbs[verb].decision}, and nothing was changed`,
    why: reason,
    fix: `${commandLine('failover list')}; a failover without a question is ordered: ${commandLine('failover start --help')}`,
    exitCode: exitCode.precondition,
  });
}
