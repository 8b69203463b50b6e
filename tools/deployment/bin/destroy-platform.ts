import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RDSClient } from '@aws-sdk/client-rds';
import {
  DeploymentError,
  destructionText,
  GlobalLedger,
  type LedgerMember,
  planDestruction,
  readVersions,
} from '../src/index.ts';

/** Takes the platform down in an order that also holds after a failover: the target `destroy` of the platform. */
const help = `Destroys the platform in both regions: npx nx run platform:destroy

  --dry-run   prints the order and destroys nothing
  --json      prints the order as JSON on stdout

Example:
  npx nx run platform:destroy --dry-run`;

const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

const workspace = resolve(import.meta.dirname, '..', '..', '..');
const { stacks, suffix } = await readVersions([join(workspace, 'platform')]);
const ledger = new GlobalLedger({
  globalClusterId: `ledger-global-cluster-${suffix}`,
  regions: [...new Set(stacks.map(({ region }) => region))],
  clientOf: (region) => new RDSClient({ region }),
  pause,
});

try {
  const steps = planDestruction(stacks, await membersOf());
  if (options.json) process.stdout.write(`${JSON.stringify({ dryRun: options['dry-run'], steps })}\n`);
  else for (const [at, step] of steps.entries()) process.stdout.write(`${at + 1}. ${destructionText(step)}\n`);
  for (const step of options['dry-run'] ? [] : steps) {
    process.stderr.write(`${destructionText(step)}\n`);
    if (step.kind === 'hand_back') await ledger.handBack(step);
    else destroy(step.stack.stackName);
  }
} catch (error) {
  if (!(error instanceof DeploymentError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n  why  ${error.why}\n  fix  ${error.fix}\n`);
  process.exitCode = 1;
}

/** An order can be read without an account, nothing be destroyed without one. */
async function membersOf(): Promise<readonly LedgerMember[]> {
  try {
    return await ledger.members();
  } catch (error) {
    if (!options['dry-run']) throw error;
    process.stderr.write('the account can not be read: this is the order while the primary writes\n');
    return [];
  }
}

function destroy(stackName: string): void {
  const cdk = join(workspace, 'node_modules', '.bin', 'cdk');
  const app = join(workspace, 'platform', 'cdk.out');
  const { status } = spawnSync(cdk, ['destroy', stackName, '--app', app, '--exclusively', '--force'], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`cdk destroy ${stackName} ended with ${status}; what it printed above says why`);
}
