import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  type DrillOptions,
  loadLimits,
  type PlantedFaultName,
  plantedFaultNames,
  plantedFaults,
  runDrill,
  type ScenarioName,
  scenarioNames,
  scenarios,
  seedMax,
} from '@redoubt/drill';
import { Command, Option } from 'commander';
import type { CommandContext } from '../../command-context.ts';
import { exitCodeOf } from '../../drill-exit-code.ts';
import type { ExitCode } from '../../exit-code.ts';
import { drillPortBaseDefault, jsonOption, portBaseOption, wholeNumber, withExamples } from '../../options.ts';
import { summaryLines } from '../../output/drill-summary.ts';
import { timelineWriter } from '../../output/drill-timeline.ts';
import { Steps } from '../../output/steps.ts';
import { table } from '../../output/table.ts';
import { synthesize } from '../../synthesize.ts';
import { workspaceRoot } from '../../workspace.ts';
import { drillAll } from './drill-all.ts';
import { soakCommand } from './drill-soak.ts';

/** Outside of the data directory of a drill, which is emptied: the environment keeps its key. */
const signingKeyDefault = join(workspaceRoot, '.redoubt', 'evidence-key.pem');

export interface DrillRunOptions {
  readonly scenario: ScenarioName;
  readonly all: boolean;
  readonly seed?: number;
  readonly rate?: number;
  readonly seconds: number;
  readonly waitSeconds: number;
  readonly out?: string;
  readonly signingKey: string;
  readonly fault: readonly PlantedFaultName[];
  readonly healthCheckMs: number;
  readonly topology: string;
  readonly portBase: number;
  readonly dataDir: string;
  readonly synth: boolean;
  readonly json: boolean;
}

/** `redoubt drill run|soak|list|faults`; `onExitCode` receives the exit code, since a completed drill can still fail. */
export function drillCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  return new Command('drill')
    .description('rehearse a failure and keep the evidence')
    .addCommand(runCommand(context, onExitCode))
    .addCommand(soakCommand(context, onExitCode))
    .addCommand(listCommand(context))
    .addCommand(faultsCommand(context));
}

function runCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const run = new Command('run')
    .description('break the platform under load, from nothing, and judge by an independent witness')
    .addOption(new Option('--scenario <name>', 'which failure').choices(scenarioNames).default('region-loss'))
    .option('--all', 'every scenario, one after the other', false)
    .option('--rate <n>', "requests per second (default: the scenario's, mostly 8)", wholeNumber(loadLimits.rate))
    .option('--seconds <n>', 'shortest length of the load', wholeNumber(loadLimits.seconds), 18)
    .option('--seed <n>', 'repeats a drill (default: a new one, printed)', wholeNumber({ min: 0, max: seedMax }))
    .option('--wait-seconds <n>', 'longest wait for one step', wholeNumber({ min: 10, max: 3600 }), 120)
    .option('--out <folder>', 'for the evidence (default: .redoubt/reports/<seed>)')
    .option('--signing-key <file>', 'signs the evidence; made when missing', signingKeyDefault)
    .addOption(
      new Option('--fault <name...>', 'plant a fault, to see the verdict fail').choices(plantedFaultNames).default([]),
    )
    .option('--health-check-ms <ms>', 'time between two health checks', wholeNumber({ min: 100, max: 30_000 }), 1000)
    .option('--topology <name>', 'file below platform/topologies', process.env['TOPOLOGY'] ?? 'default')
    .addOption(portBaseOption(drillPortBaseDefault))
    .option('--data-dir <folder>', 'databases and logs; emptied at the start', join(workspaceRoot, '.redoubt', 'drill'))
    .option('--no-synth', 'use the templates that are there')
    .addOption(jsonOption())
    .action(async (options: DrillRunOptions) => onExitCode(await drill(options, context)));
  return withExamples(run, [
    'npm run drill',
    'npm run drill -- --scenario isolated-primary --seed 7',
    'npm run drill -- --all --json --out /tmp/drills',
    'npm run drill -- --seed 7 --rate 40 --json --out /tmp/drill | jq .verdict',
    'npm run drill -- --fault fence-off       # exits 5: the verdict can fail',
  ]).addHelpText(
    'after',
    '\nExit codes: 0 passed, 1 could not be carried out, 2 usage, 3 precondition, 4 objective missed, 5 invariant broken, 130 interrupted. Of several drills the worst counts: 5, 1, 4, 0.\n',
  );
}

function listCommand({ terminal }: CommandContext): Command {
  const list = new Command('list')
    .description('show every scenario')
    .addOption(jsonOption())
    .action(({ json }: { readonly json: boolean }) => {
      const all = scenarioNames.map((name) => ({ name, summary: scenarios[name].summary }));
      if (json) return terminal.printJson(all);
      for (const line of table(all.map(({ name, summary }) => [name, summary]))) terminal.print(line);
    });
  return withExamples(list, ['npm run redoubt -- drill list']);
}

function faultsCommand({ terminal }: CommandContext): Command {
  const faults = new Command('faults')
    .description('show every rule that a drill can take away, and the scenario and breach that it is found by')
    .addOption(jsonOption())
    .action(({ json }: { readonly json: boolean }) => {
      const all = plantedFaultNames.map((name) => {
        const { summary, shownBy, breaks } = plantedFaults[name];
        return { name, scenario: shownBy, breach: breaks, summary };
      });
      if (json) return terminal.printJson(all);
      const rows = all.map(({ name, scenario, breach, summary }) => [name, scenario, breach, summary]);
      for (const line of table([['fault', 'scenario', 'breach', 'the rule that is off'], ...rows]))
        terminal.print(line);
    });
  return withExamples(faults, [
    'npm run redoubt -- drill faults',
    'npm run drill -- --scenario torn-put --fault recall-without-pointer',
  ]);
}

async function drill(options: DrillRunOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal, signal } = context;
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
  const drillOptions: DrillOptions = {
    scenario: options.scenario,
    seed,
    rate: options.rate,
    seconds: options.seconds,
    waitMsMax: options.waitSeconds * 1000,
    outDir,
    signingKey: resolve(options.signingKey),
    portBase: options.portBase,
    dataDir: options.dataDir,
    healthCheckIntervalMs: options.healthCheckMs,
    topology: options.topology,
    planted: options.fault,
    signal,
    onTimeline: timelineWriter(terminal),
  };
  if (options.all) return await drillAll(drillOptions, { ...context, json: options.json });
  terminal.progress(`Drill ${options.scenario}, seed ${seed}`);
  const { report, path } = await runDrill(drillOptions);
  if (options.json) terminal.printJson(report);
  else for (const line of summaryLines(report, path)) terminal.print(line);
  return exitCodeOf(report);
}
