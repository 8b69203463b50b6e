import { driveLoad } from '../load/drive-load.ts';
import { merchants } from '../load/plan-load.ts';
import { planWarmUp } from '../load/plan-warm-up.ts';
import type { DrillRun } from './drill-run.ts';

/** Takes a few payments from beginning to end before the load begins; returns when each request has its final answer. */
export async function warmUp(run: DrillRun): Promise<void> {
  const plan = planWarmUp({ run: run.run, merchantId: merchants[0] });
  let settled = 0;
  await driveLoad(
    plan,
    { ...run, jitter: run.random.stream('prelude') },
    { onSettled: () => settled++, isEnough: () => false },
  );
  run.timeline.add('start', `${settled} of ${plan.length} first requests are answered`);
}
