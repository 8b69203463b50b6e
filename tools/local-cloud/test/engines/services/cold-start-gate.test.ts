import { expect, test } from 'vitest';
import { ColdStartGate } from '../../../src/engines/lambda/cold-start-gate.ts';

test('lets one in at a time, and the next when it has left', () => {
  const gate = new ColdStartGate();
  expect([gate.tryEnter(), gate.tryEnter()]).toEqual([true, false]);
  gate.leave();
  expect([gate.tryEnter(), gate.tryEnter()]).toEqual([true, false]);
});
