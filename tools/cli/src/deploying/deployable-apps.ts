import { serviceNames } from '@redoubt/contracts';

/** Apps that can be deployed, in the order of their waves. */
export const deployableApps: readonly string[] = [
  'platform',
  ...serviceNames.filter((name) => name !== 'failover'),
  'failover',
];
