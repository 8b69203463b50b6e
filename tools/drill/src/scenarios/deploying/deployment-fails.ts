import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DrillError } from '../../drill-error.ts';
import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { deployUnderLoad } from './deploy-under-load.ts';
import { otherVersion } from './other-version.ts';

const transactions = join(import.meta.dirname, '..', '..', '..', '..', '..', 'services', 'transactions');

/** The active region refuses the version that the standby has taken. */
export const deploymentFails: Scenario = {
  summary: 'a deployment fails in the second region, and both go back to the former version',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: [],
  async play(rehearsal) {
    const { roles, run } = rehearsal;
    const { cloud } = run;
    await rehearsal.beginWork('a version of transactions is deployed that the active region refuses');
    const before = await cloud.stacks();
    const seat = (await cloud.status()).regions.find(({ region }) => region === roles.active)?.seat;
    const folder = await otherVersion(transactions, {
      into: join(cloud.dataDir, 'other-versions'),
      change: (file, text) => (file.includes(`transactions-${seat}-`) ? withImpossibleBatches(text) : text),
    });
    const failure = await deployUnderLoad(rehearsal, folder);
    if (failure?.code !== 'step_failed' || !failure.message.includes('rolled back')) {
      throw new DrillError('unexpected_answer', `the deployment must be rolled back, got ${failure ?? 'no failure'}`);
    }
    if (!isDeepStrictEqual(await cloud.stacks(), before)) {
      throw new DrillError('unexpected_answer', 'both regions must be on the former version, and are not');
    }
  },
};

/** Lambda refuses batches of more than ten without a batching window, when most functions of the stack have changed already. */
function withImpossibleBatches(text: string): string {
  const template = JSON.parse(text) as {
    readonly Resources: Readonly<
      Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>
    >;
  };
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::Lambda::EventSourceMapping' && Properties !== undefined) {
      Properties['BatchSize'] = 11;
      Properties['MaximumBatchingWindowInSeconds'] = 0;
    }
  }
  return JSON.stringify(template);
}
