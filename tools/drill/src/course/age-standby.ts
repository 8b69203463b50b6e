import { serviceNames } from '@redoubt/contracts';
import type { DrillRun, Roles } from './drill-run.ts';

/** The failover service rehearses by itself, in its watch. */
const rehearsing = serviceNames.filter((service) => service !== 'failover');

/**
 * Makes the standby as old as one that has stood by for minutes: schedules of minutes have not fired yet in a local cloud that
 * has just started. Without it a drill would measure how functions start for the first time, all at once.
 */
export async function ageStandby({ cloud, timeline }: DrillRun, { standby }: Roles): Promise<void> {
  const { suffix } = await cloud.status();
  for (const service of rehearsing) await cloud.invoke(standby, `${service}-rehearse-${suffix}`, {});
  timeline.add('start', 'every function is started, as its schedule does', { region: standby });
}
