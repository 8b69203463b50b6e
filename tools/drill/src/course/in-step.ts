import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import { inTime, late } from '../in-time.ts';
import type { DrillRun } from './drill-run.ts';

/** A step may wait for something itself, and must get to say that it did not come. */
const waitsPerStep = 2;

/** Waits for a step of the drill, however it waits itself. @throws DrillError `step_hangs` */
export async function inStep<T>(
  {
    cloud,
    signal,
    waitMsMax,
  }: Pick<DrillRun, 'signal' | 'waitMsMax'> & { readonly cloud: Pick<LocalCloud, 'dataDir'> },
  step: string,
  work: Promise<T>,
): Promise<T> {
  const limitMs = waitMsMax * waitsPerStep;
  const done = await inTime(work, limitMs, signal);
  if (done !== late) return done;
  throw new DrillError('step_hangs', `${step} had not ended after ${limitMs / 1000} s; see ${cloud.dataDir}`);
}
