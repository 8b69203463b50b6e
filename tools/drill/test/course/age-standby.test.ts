import type { LocalCloud } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { ageStandby } from '../../src/course/age-standby.ts';
import { Timeline } from '../../src/report/timeline.ts';

/** A drill whose functions start at a try. */
function aRun({ startsAtTry, waitMsMax }: { readonly startsAtTry: number; readonly waitMsMax: number }) {
  const tries = new Map<string, number>();
  const cloud = {
    status: async () => ({ suffix: 'dev' }) as Awaited<ReturnType<LocalCloud['status']>>,
    invoke: async (_: string, functionName: string) => {
      const number = (tries.get(functionName) ?? 0) + 1;
      tries.set(functionName, number);
      if (number < startsAtTry) throw new Error('1 of 26 functions can not start');
    },
  };
  const timeline = new Timeline(new DrillClock(), () => {});
  return { tries, run: { cloud, timeline, signal: new AbortController().signal, waitMsMax } };
}

test('a function that takes too long for its first start is started again', async () => {
  const { run, tries } = aRun({ startsAtTry: 2, waitMsMax: 60_000 });
  await ageStandby(run, { standby: 'us-east-2' });
  expect([...tries]).toEqual([
    ['validation-rehearse-dev', 2],
    ['transactions-rehearse-dev', 2],
    ['notifications-rehearse-dev', 2],
  ]);
  expect(run.timeline.entries()).toMatchObject([{ stage: 'start', region: 'us-east-2' }]);
});

test('a function that does not start ends the drill, with what it said', async () => {
  const { run } = aRun({ startsAtTry: Number.POSITIVE_INFINITY, waitMsMax: 1 });
  await expect(ageStandby(run, { standby: 'us-east-2' })).rejects.toMatchObject({
    code: 'unexpected_answer',
    message: 'a function of validation does not start in us-east-2: 1 of 26 functions can not start',
  });
});
