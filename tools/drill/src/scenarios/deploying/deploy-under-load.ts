import { basename } from 'node:path';
import {
  changes,
  DeploymentError,
  LocalTarget,
  planDeployment,
  planLines,
  readVersions,
  runDeployment,
} from '@redoubt/deployment';
import type { Rehearsal } from '../../course/rehearsal.ts';

/**
 * Deploys an assembly into the drill's cloud as `redoubt deploy` does, with every step on the timeline.
 *
 * @returns why it failed; undefined when both regions have the new version
 * @throws Error when the plan changes nothing
 */
export async function deployUnderLoad({ run }: Rehearsal, folder: string): Promise<DeploymentError | undefined> {
  const { cloud, clock, timeline } = run;
  const { suffix, stacks } = await readVersions([folder]);
  const regions = (await cloud.status()).regions.map(({ region }) => region);
  const target = new LocalTarget({ cloud, suffix, regions, folders: new Map([[basename(folder), folder]]) });
  const state = await target.state();
  const waves = planDeployment(stacks, state);
  if (changes(waves).length === 0) throw new Error(`the plan must change something, got ${planLines(waves, state)}`);
  try {
    await runDeployment(waves, {
      target,
      planned: state.roles,
      nowMs: () => clock.nowMs(),
      onProgress: ({ kind, text }) => timeline.add('deploy', `${kind.replace('_', ' ')}: ${text}`),
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    timeline.add('deploy', `${error.message}: ${error.why}`);
    return error;
  }
}
