import { synthesizeApp } from '@redoubt/cdk-kit';
import { NotificationsStack } from './notifications-stack.ts';

await synthesizeApp((app, topology) => {
  const primary = new NotificationsStack(app, { topology, seat: 'primary' });
  const secondary = new NotificationsStack(app, { topology, seat: 'secondary' });
  // The primary's stack makes the table in both regions.
  secondary.addStackDependency(primary);
});
