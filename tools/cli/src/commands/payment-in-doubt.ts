import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { table } from '../output/table.ts';
import { commandsInDoubt, retryCommand } from '../payments/commands-in-doubt.ts';
import { commandLine } from '../workspace.ts';

interface InDoubtOptions {
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt payment in-doubt`. */
export function inDoubtCommand({ terminal }: CommandContext): Command {
  const command = new Command('in-doubt')
    .description('list commands that were acknowledged and could be neither booked nor refused')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: InDoubtOptions) => {
      const commands = await commandsInDoubt(await connectLocalCloud({ portBase }));
      if (json) return terminal.printJson(commands);
      const rows = commands.map((it) => [it.commandId, it.paymentId ?? '', it.setAsideAt, it.reason]);
      for (const line of table(rows)) terminal.print(line);
      if (commands.length === 0) terminal.progress('No command is in doubt.');
      else terminal.progress(`Try one again: ${commandLine(`payment retry ${commands[0]?.commandId}`)}`);
    });
  return withExamples(command, [
    'npm run redoubt -- payment in-doubt',
    'npm run redoubt -- payment in-doubt --json | jq .[].reason',
  ]);
}

/** `redoubt payment retry`. */
export function retryInDoubtCommand({ terminal }: CommandContext): Command {
  const command = new Command('retry')
    .description('try a command that is in doubt once more')
    .argument('<command-id>', 'as shown by `payment in-doubt`')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (commandId: string, { portBase, json }: InDoubtOptions) => {
      const retried = await retryCommand(await connectLocalCloud({ portBase }), commandId);
      if (json) return terminal.printJson(retried);
      terminal.print(`${commandId}: ${retried.outcome}.`);
    });
  return withExamples(command, ['npm run redoubt -- payment retry 6ba7b810-9dad-51d1-80b4-00c04fd430c8']);
}
