import { expect, test } from 'vitest';
import { outcomeOfStatus } from '../../src/domain/attempt-outcome.ts';

test.each<[number, string]>([
  [199, 'unconfirmed'],
  [200, 'confirmed'],
  [299, 'confirmed'],
  [300, 'unconfirmed'],
  [301, 'unconfirmed'],
  [409, 'unconfirmed'],
  [410, 'gone'],
  [411, 'unconfirmed'],
  [500, 'unconfirmed'],
])('status %i is %s', (status, kind) => {
  expect(outcomeOfStatus(status)).toEqual({ kind, text: `status ${status}` });
});
