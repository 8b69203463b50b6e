import { basename, join, resolve } from 'node:path';
import {
  changes,
  type DeploymentProgress,
  LocalTarget,
  planDeployment,
  planLines,
  readVersions,
  runDeployment,
} from '@redoubt/deployment';
import { connectLocalCloud } from '@redoubt/local-cloud';
import { Argument, Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { assembleApp } from '../deploying/assemble-app.ts';
import { deployableApps } from '../deploying/deployable-apps.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { Steps, seconds } from '../output/steps.ts';

interface DeployOptions {
  readonly app: readonly string[];
  readonly dryRun: boolean;
  readonly topology: string;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt deploy SERVICE…`: the local cloud takes another version over while it runs, region by region. */
export function deployCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('deploy')
    .description('deploy services into the running local cloud, region by region; a failed step rolls both back')
    .addArgument(new Argument('[services...]', 'to synthesize and deploy').choices(deployableApps))
    .option('--app <folder>', 'deploy the assembly in this folder as it is; may be repeated', collect, [])
    .option('--dry-run', 'print the plan and deploy nothing', false)
    .option('--topology <name>', 'file below platform/topologies', process.env['TOPOLOGY'] ?? 'default')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (services: readonly string[], options: DeployOptions) => {
      const { dryRun, topology, portBase, json } = options;
      if (services.length + options.app.length === 0) command.error('error: name a service, or an assembly with --app');
      const cloud = await connectLocalCloud({ portBase });
      const steps = new Steps(terminal, services.length);
      const folders = new Map(options.app.map((folder) => [basename(resolve(folder)), resolve(folder)]));
      for (const app of services) {
        const into = join(cloud.dataDir, 'assemblies', `${Date.now()}`, app);
        const run = () => assembleApp(app, { into, topology, signal });
        folders.set(app, await steps.step({ text: `synthesize ${app}`, usualMs: 5000, run }));
      }
      const { suffix, stacks } = await readVersions([...folders.values()]);
      const regions = (await cloud.status()).regions.map(({ region }) => region);
      const target = new LocalTarget({ cloud, suffix, regions, folders });
      const state = await target.state();
      const waves = planDeployment(stacks, state);
      if (!json || dryRun) {
        if (json) terminal.printJson({ roles: state.roles, waves });
        else for (const line of planLines(waves, state)) terminal.print(line);
      }
      if (dryRun) return;
      const done: DeploymentProgress[] = [];
      await runDeployment(waves, {
        target,
        planned: state.roles,
        nowMs: () => performance.now(),
        onProgress: (progress) => {
          if (progress.kind !== 'begins') done.push(progress);
          terminal.progress(progressLine(progress));
        },
      });
      if (json) return terminal.printJson({ roles: state.roles, done });
      terminal.print(
        changes(waves).length === 0
          ? 'Everything is deployed in this version already.'
          : `Deployed in both regions: ${changes(waves)
              .map(({ app }) => app)
              .join(', ')}.`,
      );
    });
  return withExamples(command, [
    'npm run redoubt -- deploy transactions',
    'npm run redoubt -- deploy validation notifications --dry-run',
    'npm run redoubt -- deploy --app /tmp/assemblies/transactions --json',
  ]).addHelpText(
    'after',
    '\nThis command works on the local cloud. On AWS: npx nx affected -t deploy, as docs/deploying.md says.\n',
  );
}

function progressLine(progress: DeploymentProgress): string {
  if (progress.kind === 'begins') return `${progress.app}: ${progress.text} …`;
  if (progress.kind === 'rolled_back') return `${progress.app}: rolled back: ${progress.text}`;
  return `${progress.app}: ${progress.text}: done in ${seconds(progress.tookMs)}`;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
