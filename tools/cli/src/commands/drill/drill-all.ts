import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DrillOptions, type DrillResult, runAllDrills } from '@redoubt/drill';
import type { CommandContext } from '../../command-context.ts';
import { exitCodeOf } from '../../drill-exit-code.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { resultLines } from '../../output/drill-table.ts';

/** Exit codes from the worst to the best. */
const worstFirst = [exitCode.invariantBroken, exitCode.failed, exitCode.objectiveMissed] as const;

/** Runs every scenario, one after the other, and prints one table. */
export async function drillAll(
  options: DrillOptions,
  { terminal, json }: CommandContext & { readonly json: boolean },
): Promise<ExitCode> {
  terminal.progress(`All scenarios, seed ${options.seed}`);
  const results = await runAllDrills(options, ({ scenario, number, total }) =>
    terminal.progress(`\n[${String(number).padStart(2, '0')}/${total}] ${scenario}`),
  );
  await writeFile(join(options.outDir, 'drills.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  if (json) terminal.printJson(results);
  else for (const line of resultLines(results)) terminal.print(line);
  const codes = results.map(exitCodeOfResult);
  return worstFirst.find((code) => codes.includes(code)) ?? exitCode.ok;
}

function exitCodeOfResult({ report }: DrillResult): ExitCode {
  return report === undefined ? exitCode.failed : exitCodeOf(report);
}
