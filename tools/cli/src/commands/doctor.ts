import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type CheckResult, runChecks } from '../doctor/checks.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { table } from '../output/table.ts';

const marks = { ok: '✓', note: '•', wrong: '✗' } as const;

/** `redoubt doctor`: lists everything that prevents a start. Exit code 3 when something does. */
export function doctorCommand({ terminal }: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const command = new Command('doctor')
    .description('check this machine for problems that prevent a start')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: { readonly portBase: number; readonly json: boolean }) => {
      const results = await runChecks({ portBase });
      if (json) terminal.printJson(results);
      else for (const line of describe(results)) terminal.print(line);
      if (results.some(({ state }) => state === 'wrong')) onExitCode(exitCode.precondition);
    });
  return withExamples(command, ['npm run redoubt -- doctor', 'npm run redoubt -- doctor --port-base 4600']);
}

/** One line for each check, with the remedy below where there is one. */
export function describe(results: readonly CheckResult[]): readonly string[] {
  const lines = table(results.map(({ name, state, text }) => [marks[state], name, text]));
  return lines.flatMap((line, index) => {
    const fix = results[index]?.fix;
    return fix === undefined ? [line] : [line, `   fix  ${fix}`];
  });
}
