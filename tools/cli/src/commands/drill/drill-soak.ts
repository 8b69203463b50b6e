import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  type Distribution,
  runSoak,
  type Soak,
  type SoakRun,
  type SoakScenario,
  seedMax,
  soakScenarios,
} from '@redoubt/drill';
import { Command, Option } from 'commander';
import type { CommandContext } from '../../command-context.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { drillPortBaseDefault, jsonOption, portBaseOption, wholeNumber, withExamples } from '../../options.ts';
import { table } from '../../output/table.ts';
import { workspaceRoot } from '../../workspace.ts';

interface SoakCommandOptions {
  readonly scenario: SoakScenario;
  readonly runs: number;
  readonly seed?: number;
  readonly waitSeconds: number;
  readonly out?: string;
  readonly healthCheckMs: number;
  readonly topology: string;
  readonly portBase: number;
  readonly dataDir: string;
  readonly json: boolean;
}

/** Findings that are shown; all of them are in the JSON. */
const findingsShownMax = 10;

/** `redoubt drill soak`: many losses in one local cloud, from the templates that are there. */
export function soakCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const soak = new Command('soak')
    .description('lose one region after the other many times in one local cloud, and judge over all losses')
    .addOption(new Option('--scenario <name>', 'which failure').choices(soakScenarios).default('region-loss'))
    .option('--runs <n>', 'losses', wholeNumber({ min: 1, max: 10_000 }), 20)
    .option('--seed <n>', 'repeats a soak (default: a new one, printed)', wholeNumber({ min: 0, max: seedMax }))
    .option('--wait-seconds <n>', 'longest wait for one step', wholeNumber({ min: 10, max: 3600 }), 120)
    .option('--out <folder>', "for soak.json and the witness's book (default: .redoubt/reports/<seed>)")
    .option('--health-check-ms <ms>', 'time between two health checks', wholeNumber({ min: 100, max: 30_000 }), 1000)
    .option('--topology <name>', 'topology of the templates, for the report', process.env['TOPOLOGY'] ?? 'default')
    .addOption(portBaseOption(drillPortBaseDefault))
    .option('--data-dir <folder>', 'databases and logs; emptied at the start', join(workspaceRoot, '.redoubt', 'drill'))
    .addOption(jsonOption())
    .action(async (options: SoakCommandOptions) => onExitCode(await run(options, context)));
  return withExamples(soak, [
    'npm run redoubt -- drill soak --scenario region-loss --runs 200 --seed 1',
    'npm run redoubt -- drill soak --scenario torn-put --runs 200 --seed 1 --json | jq .booked',
  ]);
}

async function run(options: SoakCommandOptions, { terminal, signal }: CommandContext): Promise<ExitCode> {
  const seed = options.seed ?? randomInt(seedMax);
  terminal.progress(`Soak ${options.scenario}, ${options.runs} losses, seed ${seed}`);
  const soak = await runSoak({
    scenario: options.scenario,
    runs: options.runs,
    seed,
    waitMsMax: options.waitSeconds * 1000,
    outDir: resolve(options.out ?? join(workspaceRoot, '.redoubt', 'reports', String(seed))),
    portBase: options.portBase,
    dataDir: options.dataDir,
    healthCheckIntervalMs: options.healthCheckMs,
    topology: options.topology,
    signal,
    onTimeline: () => {},
    onRun: (done) => terminal.progress(runLine(done, options.runs)),
  });
  if (options.json) terminal.printJson(soak);
  else for (const line of soakLines(soak)) terminal.print(line);
  return soak.verdict.pass ? exitCode.ok : exitCode.invariantBroken;
}

function runLine({ number, lost, bookedMs, openMs, tookMs }: SoakRun, total: number): string {
  const text = (ms: number | null) => (ms === null ? 'NOT SEEN' : `${ms} ms`);
  return `[${number}/${total}] ${lost} lost: booked after ${text(bookedMs)}, open after ${text(openMs)}, back after ${tookMs} ms`;
}

/** A soak for people: the verdict, and the distribution of the recovery times. */
export function soakLines({ scenario, seed, runs, booked, open, verdict }: Soak): readonly string[] {
  const head = ['ms since the kill', 'min', 'p50', 'p90', 'p99', 'max', 'not seen'];
  return [
    '',
    `Soak ${scenario}, seed ${seed}, ${runs.length} losses: ${verdict.pass ? 'passed' : 'FAILED'}`,
    '',
    ...table([head, cellsOf('first booking', booked), cellsOf('open', open)]).map((line) => `  ${line}`),
    '',
    `  acknowledged ${verdict.acknowledged} · lost ${verdict.lost} · duplicated ${verdict.duplicated} · changes lost ${verdict.changesLost} · answers wrong ${verdict.answersWrong}`,
    ...verdict.findings.slice(0, findingsShownMax).map(({ rule, subject, text }) => `  ${rule}  ${subject}: ${text}`),
  ];
}

function cellsOf(name: string, distribution: Distribution | undefined): readonly string[] {
  if (distribution === undefined) return [name, '', '', '', '', '', 'all'];
  const { min, p50, p90, p99, max, missing } = distribution;
  return [name, ...[min, p50, p90, p99, max, missing].map(String)];
}
