import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from './figure.ts';
import type { Interleaving } from './interleave.ts';
import { linesOf } from './print-report.ts';

/** Where a bench leaves its report for `npm run bench -- --json`, from its project's folder. */
export const reportFile = 'test-results/bench.json';

/** Long enough for the kernel's ticks and for a server's hiccups, short enough that a busy machine hits all alike. */
const sliceMs = 400;
/** How long each contender works in all, in seconds, by default. */
const secondsDefault = 6;
const secondsMax = 600;

/**
 * Runs a bench as a program: prints its report and leaves it in `test-results`. It fails when the bench breaks, and never
 * because something is slow: speed is for a person to judge who knows the machine.
 */
export async function runBench(bench: (interleaving: Interleaving) => Promise<BenchReport>): Promise<void> {
  const report = await bench(interleavingOf(process.argv.slice(2)));
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(`${linesOf(report).join('\n')}\n\n`);
}

/** @throws Error that says what `--seconds` may be */
export function interleavingOf(args: readonly string[]): Interleaving {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string' } } });
  const seconds = values.seconds === undefined ? secondsDefault : Number(values.seconds);
  if (!(seconds >= 1 && seconds <= secondsMax)) {
    throw new Error(`--seconds must be 1 to ${secondsMax} for each contender, got ${values.seconds}`);
  }
  return { sliceMs, rounds: Math.round((seconds * 1_000) / sliceMs), now: () => performance.now() };
}
