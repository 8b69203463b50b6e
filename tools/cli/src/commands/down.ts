import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { portBaseDefault, portBaseOption, withExamples } from '../options.ts';

/** `redoubt down`: stops the local cloud of another terminal. */
export function downCommand({ terminal }: CommandContext): Command {
  const command = new Command('down')
    .description('stop the local cloud that runs at these ports')
    .addOption(portBaseOption(portBaseDefault))
    .action(async ({ portBase }: { readonly portBase: number }) => {
      const cloud = await connectLocalCloud({ portBase });
      await cloud.stop();
      terminal.progress('Both regions are stopped. Start them again with: npm start');
    });
  return withExamples(command, ['npm run redoubt -- down']);
}
