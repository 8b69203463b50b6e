import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { FailoverFunctions } from '../failovers/failover-functions.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { readinessLines } from '../output/readiness-lines.ts';

interface ReadinessOptions {
  readonly region?: string;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt readiness`; what is to be mended is answered by the exit code. */
export function readinessCommand({ terminal }: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const command = new Command('readiness')
    .description('compare both regions, and say what would make a takeover by the standby worse than it has to be')
    .option('--region <name>', 'who looks (default: the standby, which alone knows what is in its way)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ region, portBase, json }: ReadinessOptions) => {
      const report = await new FailoverFunctions(await connectLocalCloud({ portBase })).readiness(region);
      if (json) terminal.printJson(report);
      else for (const line of readinessLines(report)) terminal.print(line);
      if (!report.isReady) onExitCode(exitCode.precondition);
    });
  return withExamples(command, [
    'npm run redoubt -- readiness',
    'npm run redoubt -- readiness --json | jq -r .findings[].mend',
    'npm run redoubt -- readiness --region us-east-1',
  ]).addHelpText(
    'after',
    '\nExits with 0 when nothing blocks and nothing is to be mended, else with 3. A region that gives no answer is a finding.\n',
  );
}
