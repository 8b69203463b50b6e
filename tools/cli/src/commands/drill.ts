import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  loadLimits,
  localObjectives,
  type PlantableFault,
  plantableFaults,
  type Report,
  runDrill,
  type Scenario,
  scenarios,
  seedMax,
} from '@redoubt/drill';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { drillPortBaseDefault, jsonOption, portBaseOption, wholeNumber, withExamples } from '../options.ts';
import { summaryLines } from '../output/drill-summary.ts';
import { timelineWriter } from '../output/drill-timeline.ts';
import { Steps } from '../output/steps.ts';
import { synthesize } from '../synthesize.ts';
import { workspaceRoot } from '../workspace.ts';

interface DrillRunOptions {
  readonly scenario: Scenario;
  readonly seed?: number;
  readonly rate: number;
  readonly seconds: number;
  readonly out?: string;
  readonly fault: readonly PlantableFault[];
  readonly healthCheckMs: number;
  readonly topology: string;
  readonly portBase: number;
  readonly dataDir: string;
  readonly synth: boolean;
  readonly json: boolean;
}

/** `redoubt drill run`; `onExitCode` receives the exit code, since a completed drill can still fail. */
export function drillCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const run = new Command('run')
    .description('lose a region under load, from nothing, and judge by an independent witness')
    .addOption(new Option('--scenario <name>', 'what to rehearse').choices(scenarios).default('region-loss'))
    .option('--rate <n>', 'requests per second', wholeNumber(loadLimits.rate), 15)
    .option('--seconds <n>', 'how long the load runs', wholeNumber(loadLimits.seconds), 18)
    .option('--seed <n>', 'repeats a drill (default: a new one, printed)', wholeNumber({ min: 0, max: seedMax }))
    .option('--out <folder>', "for report.json and the witness's book (default: .redoubt/reports/<seed>)")
    .addOption(
      new Option('--fault <name...>', 'plant a fault, to see the verdict fail').choices(plantableFaults).default([]),
    )
    .option('--health-check-ms <ms>', 'time between two health checks', wholeNumber({ min: 100, max: 30_000 }), 1000)
    .option('--topology <name>', 'file below platform/topologies', process.env['TOPOLOGY'] ?? 'default')
    .addOption(portBaseOption(drillPortBaseDefault))
    .option('--data-dir <folder>', 'databases and logs; emptied at the start', join(workspaceRoot, '.redoubt', 'drill'))
    .option('--no-synth', 'use the templates that are there')
    .addOption(jsonOption())
    .action(async (options: DrillRunOptions) => onExitCode(await drill(options, context)));
  withExamples(run, [
    'npm run drill',
    'npm run drill -- --seed 7 --rate 40 --json --out /tmp/drill | jq .verdict',
    'npm run drill -- --fault skip-recover    # exits 5: the verdict can fail',
  ]).addHelpText(
    'after',
    '\nExit codes: 0 passed, 1 could not be carried out, 2 usage, 3 precondition, 4 objective missed, 5 invariant broken, 130 interrupted\n',
  );
  return new Command('drill').description('rehearse a failure and keep the evidence').addCommand(run);
}

async function drill(options: DrillRunOptions, { terminal, signal }: CommandContext): Promise<ExitCode> {
  const seed = options.seed ?? randomInt(seedMax);
  const outDir = resolve(options.out ?? join(workspaceRoot, '.redoubt', 'reports', String(seed)));
  if (options.synth) {
    const steps = new Steps(terminal, 1);
    await steps.step({
      text: 'synthesize all apps',
      usualMs: 5000,
      run: () => synthesize(options.topology, signal),
    });
  }
  terminal.progress(`Drill ${options.scenario}, seed ${seed}`);
  const { report, path } = await runDrill({
    scenario: options.scenario,
    seed,
    rate: options.rate,
    seconds: options.seconds,
    outDir,
    portBase: options.portBase,
    dataDir: options.dataDir,
    healthCheckIntervalMs: options.healthCheckMs,
    topology: options.topology,
    objectives: localObjectives,
    faults: options.fault,
    signal,
    onTimeline: timelineWriter(terminal),
  });
  if (options.json) terminal.printJson(report);
  else for (const line of summaryLines(report, path)) terminal.print(line);
  return exitCodeOf(report);
}

/** Exit code of a finished drill: a broken invariant outweighs a missed objective. */
export function exitCodeOf({ verdict, objectivesMissed }: Pick<Report, 'verdict' | 'objectivesMissed'>): ExitCode {
  if (!verdict.pass) return exitCode.invariantBroken;
  return objectivesMissed.length > 0 ? exitCode.objectiveMissed : exitCode.ok;
}
