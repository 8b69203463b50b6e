import { loadTopology } from '@redoubt/cdk-kit';
import { preflight } from '../src/preflight/preflight.ts';
import { sdkAccount } from '../src/preflight/sdk-account.ts';

/** Says what stands in the way of a deployment of the chosen topology; exits 3 when something does. */
const topology = await loadTopology();
const obstacles = await preflight(topology, sdkAccount);
for (const { what, why, fix, isWarning } of obstacles) {
  process.stdout.write(`${isWarning ? 'warning' : 'missing'}: ${what}\n    why: ${why}\n    fix: ${fix}\n`);
}
const missing = obstacles.filter(({ isWarning }) => !isWarning).length;
process.stdout.write(
  missing === 0
    ? `ready: ${topology.regions.primary} and ${topology.regions.secondary} in ${topology.account}; next: npx nx run platform:deploy\n`
    : `not ready: ${missing} of these stand in the way\n`,
);
process.exitCode = missing === 0 ? 0 : 3;
