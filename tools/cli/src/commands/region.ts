import { connectLocalCloud, type LocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { commandLine } from '../workspace.ts';

interface RegionOptions {
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt region kill|restore REGION`. */
export function regionCommand(context: CommandContext): Command {
  return new Command('region')
    .description('lose a region, or bring it back')
    .addCommand(killCommand(context))
    .addCommand(restoreCommand(context));
}

function killCommand({ terminal }: CommandContext): Command {
  const command = new Command('kill')
    .description("SIGKILL the region's whole process tree, its database included")
    .argument('<region>', 'e.g. us-east-1')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (region: string, { portBase, json }: RegionOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      await assertRegion(cloud, region);
      const { killedAt, processes } = await cloud.killRegion(region);
      if (json) return terminal.printJson({ region, killedAt, processes });
      terminal.print(`${region} is gone: ${processes} processes killed at ${killedAt}.`);
      terminal.print(`The other region takes over by itself; watch it with: ${commandLine('status')}`);
    });
  return withExamples(command, ['npm run redoubt -- region kill us-east-1']);
}

function restoreCommand({ terminal }: CommandContext): Command {
  const command = new Command('restore')
    .description('start a killed region again; its database becomes a replica of the current writer')
    .argument('<region>', 'e.g. us-east-1')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (region: string, { portBase, json }: RegionOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      await assertRegion(cloud, region);
      await cloud.restoreRegion(region);
      if (json) return terminal.printJson({ region, ...(await cloud.status()).regionState });
      terminal.print(`${region} is back. It stays standby until a person fails back.`);
      terminal.print(`See: ${commandLine('status')}`);
    });
  return withExamples(command, ['npm run redoubt -- region restore us-east-1']);
}

async function assertRegion(cloud: LocalCloud, region: string): Promise<void> {
  const allowed = (await cloud.status()).regions.map((it) => it.region);
  if (allowed.includes(region)) return;
  throw new CliError({
    code: 'usage',
    what: `region must be one of ${allowed.join(', ')}, got ${JSON.stringify(region)}`,
    why: 'the local cloud runs no other',
    fix: commandLine('status'),
  });
}
