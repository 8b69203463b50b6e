import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  AwsTarget,
  changes,
  type DeployedState,
  DeploymentError,
  planDeployment,
  planLines,
  readVersions,
  runDeployment,
} from '../src/index.ts';

/**
 * Deploys one app to the account of the environment's credentials: the target `deploy` of each app, in the order that Nx keeps.
 * Both regions, one after the other; stacks that the environment has in this version are left out.
 */
const help = `Deploys one app in both regions: npx nx run transactions:deploy

  --dry-run   prints the plan and deploys nothing
  --json      prints the plan, and what was done, as JSON on stdout

Examples:
  npx nx affected -t deploy --dry-run
  npx nx run transactions:deploy`;

const { values: options } = parseArgs({
  options: {
    app: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help || options.app === undefined) {
  process.stdout.write(`${help}\n`);
  process.exit(options.help ? 0 : 2);
}

const workspace = resolve(import.meta.dirname, '..', '..', '..');
const { app } = options;
const folder = join(workspace, app === 'platform' ? app : join('services', app));
const versions = await readVersions([folder]);
const target = new AwsTarget({
  suffix: versions.suffix,
  regions: [...new Set(versions.stacks.map(({ region }) => region))],
  folders: new Map([[app, folder]]),
  commit: commitOf(),
  cdk: join(workspace, 'node_modules', '.bin', 'cdk'),
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const state = await stateOf();
  const waves = planDeployment(versions.stacks, state);
  if (options.json)
    process.stdout.write(`${JSON.stringify({ app, dryRun: options['dry-run'], roles: state.roles, waves })}\n`);
  else for (const line of planLines(waves, state)) process.stdout.write(`${line}\n`);
  if (!options['dry-run'] && changes(waves).length > 0) {
    await runDeployment(waves, {
      target,
      planned: state.roles,
      nowMs: () => performance.now(),
      onProgress: (progress) => say(`${progress.kind.replaceAll('_', ' ')}: ${progress.text}`),
    });
    say(`${app} is deployed in both regions`);
  }
} catch (error) {
  if (!(error instanceof DeploymentError)) throw error;
  say(`${error.code}: ${error.message}\n  why  ${error.why}\n  fix  ${error.fix}`);
  process.exitCode = error.code === 'failover_running' ? 3 : 1;
}

/** A plan can be read without an account, a deployment can't be made without one. */
async function stateOf(): Promise<DeployedState> {
  try {
    return await target.state(versions.stacks);
  } catch (error) {
    if (!options['dry-run']) throw error;
    return { digests: undefined, roles: undefined };
  }
}

function commitOf(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: workspace, encoding: 'utf8' }).trim();
  return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
}
