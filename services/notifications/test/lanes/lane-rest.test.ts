import { expect, test } from 'vitest';
import { restUntil } from '../../src/lanes/lane-rest.ts';

const now = new Date('2030-01-31T12:00:00.000Z');
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
const inMs = (ms: number) => new Date(now.getTime() + ms);
const [longAgo, justNow] = [ago(60_000), ago(59_999)];
const minute = 60_000;

test.each<[string, string, number | undefined, number | undefined, number | undefined]>([
  ['in which nothing waits', longAgo, undefined, undefined, undefined],
  ['in which something new may not be seen yet', justNow, undefined, undefined, 5_000],
  ['whose next webhook is due in a minute', longAgo, minute, undefined, minute],
  ['whose next webhook is due in a day', longAgo, 1_440 * minute, undefined, 15 * minute],
  ['whose next webhook is due in a minute, and something new may not be seen yet', justNow, minute, undefined, 5_000],
  ['that was not done', longAgo, -1_000, undefined, -1_000],
  ['whose endpoint is left alone', longAgo, -1_000, 30_000, 30_000],
  ['whose endpoint is left alone, and whose next webhook is due later', longAgo, minute, 30_000, minute],
])('the next turn of a lane %s', (_, wokenAt, firstMs, aloneMs, expectedMs) => {
  const until = restUntil(
    { wokenAt },
    {
      now,
      notBefore: aloneMs === undefined ? undefined : inMs(aloneMs),
      firstDueAt: firstMs === undefined ? undefined : inMs(firstMs).toISOString(),
    },
  );
  expect(until).toEqual(expectedMs === undefined ? undefined : inMs(expectedMs));
});
