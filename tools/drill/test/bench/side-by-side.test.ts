import { expect, test } from 'vitest';
import { clientCount, sideBySide } from '../../bench/side-by-side.ts';

test.each([0, 1, clientCount - 1, clientCount, clientCount + 1])(
  'clients do something %d times in all',
  async (times) => {
    let done = 0;
    let working = 0;
    let workingMax = 0;
    await sideBySide(times, async () => {
      working += 1;
      workingMax = Math.max(workingMax, working);
      await new Promise(setImmediate);
      working -= 1;
      done += 1;
    });
    expect(done).toBe(times);
    expect(workingMax).toBe(Math.min(times, clientCount));
  },
);

test('the first failure of a client ends the work', async () => {
  await expect(sideBySide(100, () => Promise.reject(new Error('503')))).rejects.toThrow('503');
});
