import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inStep } from '../src/course/in-step.ts';
import { inTime, late } from '../src/in-time.ts';
import { waitUntil } from '../src/wait-until.ts';

/** A call that nobody answers. */
const unanswered = new Promise<never>(() => {});
const { signal: never } = new AbortController();

test('work that ends in time has its outcome, whichever it is', async () => {
  expect(await inTime(Promise.resolve(7), 60_000)).toBe(7);
  expect(await inTime(nextTurn(8), Number.POSITIVE_INFINITY, never)).toBe(8);
  await expect(inTime(Promise.reject(new Error('lost')), 60_000)).rejects.toThrow('lost');
});

test('work that hangs is left alone when its time is up, or when it is interrupted', async () => {
  expect(await inTime(unanswered, 1)).toBe(late);
  const interruption = new AbortController();
  const waiting = inTime(unanswered, 60_000, interruption.signal);
  interruption.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
  await expect(inTime(unanswered, 60_000, interruption.signal)).rejects.toThrow('Ctrl-C');
});

test('work that fails after its time does no harm', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  expect(await inTime(promise, 1)).toBe(late);
  reject(new Error('too late to matter'));
  await nextTurn();
});

test('a look that gets no answer does not outlast an interruption', async () => {
  const interruption = new AbortController();
  const waiting = waitUntil(() => unanswered, { everyMs: 1, signal: interruption.signal });
  interruption.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
});

test('a wait without time has one look, however long that takes', async () => {
  expect(await waitUntil(() => nextTurn('found'), { limitMs: 0, everyMs: 1 })).toBe('found');
  expect(await waitUntil(() => undefined, { limitMs: 0, everyMs: 1 })).toBeUndefined();
});

test('a step that hangs ends the drill with its name', async () => {
  const run = { cloud: { dataDir: '/cloud' }, signal: never, waitMsMax: 1 };
  await expect(inStep(run, 'reading the ledger', unanswered)).rejects.toMatchObject({
    code: 'step_hangs',
    message: 'reading the ledger had not ended after 0.002 s; see /cloud',
  });
  expect(await inStep({ ...run, waitMsMax: 60_000 }, 'reading the ledger', Promise.resolve(7))).toBe(7);
});
