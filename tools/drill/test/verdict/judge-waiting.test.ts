import { expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { judge } from '../../src/verdict/judge.ts';
import { judgeWaiting } from '../../src/verdict/judge-waiting.ts';
import { intactEvidence } from '../intact-evidence.ts';

const sound = intactEvidence();
const [first, second] = sound.webhooks;
if (first === undefined || second === undefined) throw new Error('the evidence holds webhooks');
const atMs = first.atMs;
const waiting = (over: Partial<Evidence> = {}): Evidence => {
  return { ...sound, waitingAtLoss: { webhookIds: [first.webhookId], atMs }, ...over };
};

test('11 C: what waited and was taken once after the loss is no breach', () => {
  expect(judgeWaiting(waiting())).toEqual([]);
  expect(judge(waiting()).pass).toBe(true);
});

test('a drill that lost no region with webhooks waiting is not judged by it', () => {
  expect(judgeWaiting({ ...sound, webhooks: [first, first] })).toEqual([]);
});

test.each<[string, Partial<Evidence>, string]>([
  ['was never taken', { webhooks: [second] }, 'webhook_missing'],
  ['was taken without a true signature', { webhooks: [{ ...first, verified: false }] }, 'webhook_missing'],
  ['was taken twice', { webhooks: [first, { ...first, atMs: atMs + 1 }] }, 'webhook_taken_twice'],
  ['was taken a millisecond before the loss', { webhooks: [{ ...first, atMs: atMs - 1 }] }, 'webhook_taken_twice'],
])('11 C: what waited and %s is a breach', (_, over, rule) => {
  expect(judgeWaiting(waiting(over)).map((finding) => finding.rule)).toEqual([rule]);
  expect(judge(waiting(over)).pass).toBe(false);
});
