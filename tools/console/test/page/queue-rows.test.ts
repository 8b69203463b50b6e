import { expect, test } from 'vitest';
import { queueRowsOf } from '../../page/model/queue-rows.ts';
import { aCloud, anActive, aStandby, at } from './a-cloud.ts';

const holding = (...names: readonly string[]) => ({
  readAt: at,
  waiting: 0,
  inFlight: 0,
  delayed: 0,
  deadLetters: 0,
  oldestSeconds: 0,
  busy: names.map((name) => ({ name, waiting: 2, inFlight: 1 })),
});

test('dead letters come first, with the command that moves them back', () => {
  const regions = [
    anActive({ queues: holding('transactions-payments-queue-dev') }),
    aStandby({ queues: holding('notifications-outcomes-dead-letters-dev') }),
  ];
  expect(queueRowsOf(aCloud({ regions }))).toEqual([
    {
      region: 'us-east-2',
      name: 'notifications-outcomes-dead-letters-dev',
      waiting: 2,
      inFlight: 1,
      readAt: at,
      redrive: 'npm run redoubt -- events redrive notifications',
    },
    { region: 'us-east-1', name: 'transactions-payments-queue-dev', waiting: 2, inFlight: 1, readAt: at },
  ]);
});

test('a region that says nothing of its queues has none here', () => {
  const { queues: _, ...silent } = anActive();
  expect(queueRowsOf(aCloud({ regions: [silent] }))).toEqual([]);
});
