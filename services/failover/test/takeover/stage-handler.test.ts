import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { stageHandler } from '../../src/takeover/stage-handler.ts';

const context = { functionName: 'test', getRemainingTimeInMillis: () => 10_000 } as Context;

function aStage(tell: () => Promise<void> = async () => {}) {
  const run = vi.fn(async ({ value }: { readonly value: number }) => ({ text: 'it is done', doubled: value * 2 }));
  const handler = stageHandler({
    stage: 'latch-traffic',
    input: z.object({ value: z.number() }),
    announcer: { tell: vi.fn(tell) },
    run,
  });
  return { run, call: (input: unknown) => handler(input, context) };
}

test('a stage leaves its result and when it was done', async () => {
  const { call } = aStage();
  expect(await call({ value: 21 })).toMatchObject({
    doubled: 42,
    record: { stage: 'latch-traffic', text: 'it is done', startedAt: expect.stringMatching(/Z$/) },
  });
});

test('a rehearsal does nothing', async () => {
  const { call, run } = aStage();
  expect(await call({ rehearsal: true })).toEqual({ rehearsed: 'latch-traffic' });
  expect(run).not.toHaveBeenCalled();
});

test('a topic that does not answer stops no failover', async () => {
  const { call } = aStage(() => Promise.reject(new Error('TimeoutError')));
  expect(await call({ value: 1 })).toMatchObject({ doubled: 2 });
});

test('an input that is neither is refused under a name that is not retried', async () => {
  const { call } = aStage();
  await expect(call({ value: 'one' })).rejects.toMatchObject({ name: 'input_invalid' });
});
