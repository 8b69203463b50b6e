import { expect, test } from 'vitest';
import { RingLog } from '../../src/course/watch/ring-log.ts';

test('an alarm that goes on ringing began once; one that stopped and rings again began twice', () => {
  const log = new RingLog();
  log.see('us-east-1', ['heartbeat-silent'], 10);
  log.see('us-east-1', ['heartbeat-silent'], 20);
  log.see('us-east-1', [], 30);
  log.see('us-east-1', ['heartbeat-silent', 'failover-started'], 40);
  expect(log.rings.map(({ alarm, atMs }) => [alarm, atMs])).toEqual([
    ['heartbeat-silent', 10],
    ['heartbeat-silent', 40],
    ['failover-started', 40],
  ]);
});

test('the same alarm of two regions are two', () => {
  const log = new RingLog();
  expect(log.see('us-east-1', ['failover-started'], 10)).toHaveLength(1);
  expect(log.see('us-east-2', ['failover-started'], 10)).toHaveLength(1);
  expect(log.see('us-east-2', ['failover-started'], 20)).toHaveLength(0);
});
