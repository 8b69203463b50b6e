import type { ServiceName } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import { waitUntil } from '../wait-until.ts';
import type { DrillRun, Roles } from './drill-run.ts';

/**
 * Services that merchants call. The failover service rehearses by itself, in its watch; nobody keeps the functions of merchants started,
 * which people call.
 */
const rehearsing = ['validation', 'transactions', 'notifications'] as const satisfies readonly ServiceName[];

/**
 * Makes the standby as old as one that has stood by for minutes: schedules of minutes have not fired yet in a local cloud that
 * has just started. Without it a drill would measure how functions start for the first time, all at once.
 *
 * One that does not start in time is tried again, as schedules do: on a busy machine a first start takes long.
 *
 * @throws DrillError `unexpected_answer` when one can not start
 */
export async function ageStandby(
  {
    cloud,
    signal,
    timeline,
    waitMsMax: limitMs,
  }: Pick<DrillRun, 'signal' | 'timeline' | 'waitMsMax'> & { readonly cloud: Pick<LocalCloud, 'invoke' | 'status'> },
  { standby }: Pick<Roles, 'standby'>,
): Promise<void> {
  const { suffix } = await cloud.status();
  for (const service of rehearsing) {
    let last: unknown;
    const rehearse = () =>
      cloud.invoke(standby, `${service}-rehearse-${suffix}`, {}).then(
        () => true,
        (error: unknown) => {
          last = error;
          return undefined;
        },
      );
    if (await waitUntil(rehearse, { limitMs, everyMs: 200, signal })) continue;
    const told = last instanceof Error ? last.message : 'no answer';
    throw new DrillError('unexpected_answer', `a function of ${service} does not start in ${standby}: ${told}`, {
      cause: last,
    });
  }
  timeline.add('start', 'every function is started, as its schedule does', { region: standby });
}
