import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { NotificationsStack } from './notifications-stack.ts';

/** The service's stacks, the primary's first: it makes the table in both regions. */
export function notificationsInBothRegions(
  app: App,
  topology: Topology,
): { readonly primary: NotificationsStack; readonly secondary: NotificationsStack } {
  const primary = new NotificationsStack(app, { topology, seat: 'primary' });
  const secondary = new NotificationsStack(app, { topology, seat: 'secondary' });
  secondary.addStackDependency(primary);
  return { primary, secondary };
}
