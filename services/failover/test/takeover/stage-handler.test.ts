import { setImmediate as turn } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Announcement } from '../../src/adapters/announcer.ts';
import { stageHandler } from '../../src/takeover/stage-handler.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aTakeover } from '../support/fakes.ts';

const context = { functionName: 'test', getRemainingTimeInMillis: () => 10_000 } as Context;
const begun = { recovery: { epoch: 2 }, execution: 'one' };

function aStage(tell: (message: Announcement) => Promise<void> = async () => {}, state = aTakeover('fenced')) {
  const run = vi.fn(async ({ value }: { readonly value: number }) => ({ text: 'it is done', doubled: value * 2 }));
  const told = vi.fn(tell);
  const handler = stageHandler({
    stage: 'wait-lease',
    input: z.object({
      value: z.number(),
      recovery: z.object({ epoch: z.number() }).optional(),
      execution: z.string().optional(),
    }),
    dependencies: { announcer: { tell: told }, state, clock: new FakeClock(), workerMs: 40 },
    run,
  });
  return { run, state, told, call: (input: unknown) => handler(input, context) };
}

test('a stage leaves its result and when it was done', async () => {
  const { call } = aStage();
  expect(await call({ value: 21 })).toMatchObject({
    doubled: 42,
    record: { stage: 'wait-lease', text: 'it is done', startedAt: expect.stringMatching(/Z$/) },
  });
});

test('a stage of a begun epoch says in the region state that it is at work, and what it did', async () => {
  const { call, state, run } = aStage();
  run.mockImplementation(async () => {
    // The claim is renewed while the stage works.
    while (state.item.worker === undefined) await turn();
    return { text: 'it is done', doubled: 2 };
  });
  await call({ value: 1, ...begun });
  expect(state.item).toMatchObject({
    worker: { execution: 'one', until: '2030-01-31T12:00:00.040Z' },
    stages: [{ stage: 'wait-lease', text: 'it is done' }],
  });
});

test('FO5 every stage tells people what it did, a stand-down among them', async () => {
  const { call, told, run } = aStage();
  run.mockResolvedValue({ text: 'fail_over is not due any more (none): nothing was changed', doubled: 2 });
  await call({ value: 1 });
  const text = expect.stringContaining('nothing was changed');
  expect(told.mock.calls).toEqual([[{ subject: 'Failover: wait-lease', text }]]);
});

test('a rehearsal does nothing', async () => {
  const { call, run } = aStage();
  expect(await call({ rehearsal: true })).toEqual({ rehearsed: true });
  expect(run).not.toHaveBeenCalled();
});

test('neither a topic nor a table that gives no answer stops a failover', async () => {
  const state = aTakeover('fenced');
  state.change = () => Promise.reject(new Error('TimeoutError'));
  const { call } = aStage(() => Promise.reject(new Error('TimeoutError')), state);
  expect(await call({ value: 1, ...begun })).toMatchObject({ doubled: 2 });
});

test('an input that is neither is refused under a name that is not retried', async () => {
  const { call } = aStage();
  await expect(call({ value: 'one' })).rejects.toMatchObject({ name: 'input_invalid' });
});
