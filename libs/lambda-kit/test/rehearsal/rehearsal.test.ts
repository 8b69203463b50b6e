import { PaymentAccepted } from '@redoubt/contracts';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { httpHandler } from '../../src/http/http-handler.ts';
import { queueHandler } from '../../src/queue/queue-handler.ts';
import { Rehearsals } from '../../src/rehearsal/rehearsals.ts';
import { rehearseFunctions } from '../../src/rehearsal/rehearse-functions.ts';
import { taskHandler } from '../../src/task-handler.ts';
import { captureOutput } from '../captured-output.ts';
import { aContext } from '../lambda-context.ts';

captureOutput();
const mustNotRun = () => Promise.reject(new Error('a rehearsal did something'));
const lease = { current: mustNotRun };

type Call = (event: unknown, context: ReturnType<typeof aContext>) => Promise<unknown>;

test.each<[string, Call]>([
  [
    'route',
    httpHandler({
      access: 'public',
      idempotencyKey: 'ignored',
      admits: 'active-region',
      lease,
      handle: mustNotRun,
    }) as Call,
  ],
  ['queue', queueHandler({ events: PaymentAccepted, parallelMax: 1, handle: mustNotRun }) as Call],
  ['task', taskHandler({ input: z.unknown(), handle: mustNotRun }) as Call],
])('a rehearsal starts the function of a %s and does nothing', async (_, call) => {
  expect(await call({ rehearsal: true }, aContext())).toEqual({ rehearsed: true });
});

test('a request whose body says that it is a rehearsal is none', async () => {
  const call = httpHandler({
    access: 'public',
    body: z.object({ rehearsal: z.boolean() }),
    idempotencyKey: 'ignored',
    admits: 'any-region',
    handle: async ({ body }) => ({ status: 200, headers: {}, text: JSON.stringify(body) }),
  }) as Call;
  const event = { httpMethod: 'POST', headers: { 'content-type': 'application/json' }, body: '{"rehearsal":true}' };
  expect(await call(event, aContext())).toMatchObject({ statusCode: 200, body: '{"rehearsal":true}' });
});

/** Lambda, with functions of which some can't start. */
function aLambda(broken: readonly string[] = []) {
  const calls: { readonly FunctionName: string; readonly Payload: string }[] = [];
  const send = vi.fn(async ({ input }: { readonly input: { FunctionName: string; Payload: string } }) => {
    calls.push(input);
    return broken.includes(input.FunctionName) ? { FunctionError: 'Unhandled' } : {};
  });
  return { calls, rehearsals: new Rehearsals({ send } as never) };
}

test('every function is started, one after the other, also after one that can not', async () => {
  const { calls, rehearsals } = aLambda(['b']);
  const failures: string[] = [];
  await rehearsals.rehearse(['a', 'b', 'c'], (name, error) => failures.push(`${name}: ${(error as Error).message}`));
  expect(calls.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'b', 'c']);
  expect(new Set(calls.map(({ Payload }) => Payload))).toEqual(new Set(['{"rehearsal":true}']));
  expect(failures).toEqual(['b: b can not start: Unhandled']);
});

test('the function that keeps others started fails when one of them can not start', async () => {
  vi.stubEnv('REHEARSED_FUNCTIONS', 'a,b');
  await expect(rehearseFunctions(aLambda().rehearsals)({}, aContext())).resolves.toEqual({ started: 2 });
  await expect(rehearseFunctions(aLambda(['b']).rehearsals)({}, aContext())).rejects.toThrow(
    '1 of 2 functions can not start',
  );
});

test('without a list of functions it does not start itself', () => {
  vi.stubEnv('REHEARSED_FUNCTIONS', '');
  expect(() => rehearseFunctions(aLambda().rehearsals)).toThrow('REHEARSED_FUNCTIONS');
});
