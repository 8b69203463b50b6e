import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FaultError } from '../src/fault-error.ts';
import { taskHandler } from '../src/task-handler.ts';
import { captureOutput } from './captured-output.ts';
import { aContext } from './lambda-context.ts';

captureOutput();
const input = z.object({ epoch: z.number().int().min(1) });

test('gives the parsed input and the time that is left', async () => {
  const run = taskHandler({ input, handle: async ({ epoch }, { remainingMs }) => ({ epoch, leftMs: remainingMs() }) });
  expect(await run({ epoch: 2, more: true }, aContext())).toEqual({ epoch: 2, leftMs: 10_000 });
});

describe('leaves under the name that a state machine matches', () => {
  test('a fault under its code', async () => {
    const fault = new FaultError('epoch_not_open', 'epoch 2 is not open yet');
    const run = taskHandler({ input, handle: () => Promise.reject(fault) });
    await expect(run({ epoch: 2 }, aContext())).rejects.toMatchObject({
      name: 'epoch_not_open',
      message: 'epoch 2 is not open yet',
      cause: fault,
    });
  });

  test('wrong input as input_invalid, saying where', async () => {
    const run = taskHandler({ input, handle: () => Promise.resolve() });
    await expect(run({ epoch: 0 }, aContext())).rejects.toMatchObject({
      name: 'input_invalid',
      message: expect.stringContaining('epoch'),
    });
  });

  test('a mistake as what it is', async () => {
    const run = taskHandler({ input, handle: () => Promise.reject(new TypeError('x is undefined')) });
    await expect(run({ epoch: 1 }, aContext())).rejects.toMatchObject({ name: 'TypeError' });
  });
});
