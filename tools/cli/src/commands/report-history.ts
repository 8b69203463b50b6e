import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DrillError, findRegressions, historyPage, readRuns } from '@redoubt/drill';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { jsonOption, withExamples } from '../options.ts';
import { historyLines } from '../output/history-lines.ts';
import { missingEvidence } from '../reports/verify-folder.ts';

interface HistoryOptions {
  readonly out?: string;
  readonly json: boolean;
}

/** `redoubt report history`; answers its exit code through `onExitCode`, since the last drill can be slower than the others. */
export function historyCommand({ terminal }: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const history = new Command('history')
    .description('compare the last drill of each scenario with those before, figure by figure and stage by stage')
    .argument('<folders...>', 'folders that drills have written, in any order')
    .option('--out <file>', 'writes a page with a drawing of every figure')
    .addOption(jsonOption())
    .action(async (folders: readonly string[], { out, json }: HistoryOptions) => {
      const runs = await readRuns(folders.map((folder) => resolve(folder))).catch((error: unknown) => {
        throw error instanceof DrillError ? missingEvidence(folders.join(', '), error) : error;
      });
      const regressions = findRegressions(runs);
      if (out !== undefined) await writeFile(out, historyPage(runs));
      if (json) terminal.printJson({ runs, regressions });
      else for (const line of historyLines(runs, regressions)) terminal.print(line);
      if (out !== undefined) terminal.progress(`Page: ${resolve(out)}`);
      onExitCode(regressions.length > 0 ? exitCode.objectiveMissed : exitCode.ok);
    });
  return withExamples(history, [
    'npm run redoubt -- report history .redoubt/reports/*',
    'npm run redoubt -- report history /mnt/evidence/* --out history.html',
    'npm run redoubt -- report history .redoubt/reports/* --json | jq .regressions',
  ]).addHelpText(
    'after',
    '\nExit codes: 0 nothing is slower, 2 usage, 3 a folder holds no report, 4 the last drill is slower than those before allow for (at least three of them)\n',
  );
}
