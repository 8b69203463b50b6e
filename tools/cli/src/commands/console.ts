import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';

/** `redoubt console`: the address of the page that shows the cloud, with its key. */
export function consoleCommand({ terminal }: CommandContext): Command {
  const command = new Command('console')
    .description('print the address of the console, for a browser on this machine')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: { readonly portBase: number; readonly json: boolean }) => {
      const { consoleUrl } = await connectLocalCloud({ portBase });
      if (json) return terminal.printJson({ consoleUrl });
      terminal.print(consoleUrl);
      terminal.progress(
        'Its key is new with each start, and opens everything that the console can do: show it to nobody.',
      );
    });
  return withExamples(command, ['npm run redoubt -- console']);
}
