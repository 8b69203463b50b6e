import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { describeRegions, describeTraffic } from '../output/describe-regions.ts';
import { table } from '../output/table.ts';
import { faultLines } from './fault.ts';

/** `redoubt status`: active region, writer, traffic, health checks and faults. */
export function statusCommand({ terminal }: CommandContext): Command {
  const command = new Command('status')
    .description('show regions, traffic, health checks and faults')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: { readonly portBase: number; readonly json: boolean }) => {
      const cloud = await connectLocalCloud({ portBase });
      const status = await cloud.status();
      if (json) return terminal.printJson(status);
      for (const line of describeRegions(status)) terminal.print(line);
      terminal.print(describeTraffic(status));
      const checks = status.healthChecks.map(({ target, healthy, lastAnswer }) => [
        healthy ? 'healthy' : 'UNHEALTHY',
        target,
        lastAnswer ?? '',
      ]);
      for (const line of table(checks)) terminal.print(line);
      for (const { kind, from, to, now } of status.links) {
        if (now.state === 'carrying' && now.delayMs === 0) continue;
        const state = now.state === 'carrying' ? `delayed by ${now.delayMs} ms` : now.state;
        terminal.print(`link ${kind} ${from} → ${to ?? 'quorum'} is ${state}`);
      }
      for (const line of faultLines(status.faults)) terminal.print(line);
    });
  return withExamples(command, ['npm run redoubt -- status', 'npm run redoubt -- status --json | jq .regionState']);
}
