import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endChild } from '../../../src/processes/supervise/end-child.ts';

/** A process that says when it listens to signals. */
async function aChild(program: string) {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}
const busy = "setInterval(() => {}, 1000); console.log('ready');";

test('a child that does as it is asked ends by itself', async () => {
  const child = await aChild(`process.on('SIGTERM', () => process.exit(0)); ${busy}`);
  expect(await endChild(child, { ask: () => child.kill('SIGTERM'), waitMsMax: 600_000 })).toBe(true);
  expect(child.exitCode).toBe(0);
});

test('a child that does not is killed when its time is up', async () => {
  const child = await aChild(busy);
  expect(await endChild(child, { ask: () => undefined, waitMsMax: 1 })).toBe(false);
  expect(child.signalCode).toBe('SIGKILL');
});

test('a child that has ended before, also by a signal, or has never started is not waited for', async () => {
  const killed = await aChild(busy);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const missing = spawn('/nowhere/program');
  await once(missing, 'error');
  const never = { ask: () => expect.unreachable(), waitMsMax: 600_000 };
  expect([await endChild(killed, never), await endChild(missing, never)]).toEqual([true, true]);
});
