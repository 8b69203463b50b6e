import { join } from 'node:path';
import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { deployUnderLoad } from './deploy-under-load.ts';
import { otherVersion } from './other-version.ts';

/** Services whose functions take, book and tell of payments, in the order in which they are deployed. */
const services = ['validation', 'transactions', 'notifications'] as const;

const workspace = join(import.meta.dirname, '..', '..', '..', '..', '..');

/** Another version of every service is deployed while payments come in. */
export const deployment: Scenario = {
  summary: 'the services are deployed under load, region by region',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: [],
  async play(rehearsal) {
    const { cloud } = rehearsal.run;
    await rehearsal.beginWork(`other versions of ${services.join(', ')} are deployed`);
    for (const service of services) {
      const into = join(cloud.dataDir, 'other-versions');
      const folder = await otherVersion(join(workspace, 'services', service), { into });
      const failure = await deployUnderLoad(rehearsal, folder);
      if (failure !== undefined) throw failure;
    }
  },
};
