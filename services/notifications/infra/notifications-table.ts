import { ServiceTable } from '@redoubt/cdk-kit';
import { dueIndex, heardIndex } from '../src/adapters/notifications-table.ts';

/** Events and the delivery log. A delivery whose mark is lost on the way to the other region is sent again under the same id. */
export const notificationsTable = new ServiceTable({
  resourceType: 'notifications-table',
  variable: 'NOTIFICATIONS_TABLE',
  consistency: 'eventual',
  indexes: { [dueIndex.name]: dueIndex, [heardIndex.name]: heardIndex },
});
