import { FailoverReport, type FailoverStage, type StageRecord } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { Progress } from '../../src/domain/stage-outcomes.ts';
import { reportFailover } from '../../src/takeover/report-failover.ts';
import { anOrder, aTakeover, type FakeRegionState } from '../support/fakes.ts';
import { beganMs } from '../support/observations.ts';

/** Milliseconds after the last healthy observation. */
const at = (ms: number) => new Date(beganMs + ms).toISOString();

function record(stage: FailoverStage, startedMs: number, endedMs: number): StageRecord {
  return { stage, startedAt: at(startedMs), endedAt: at(endedMs), text: `${stage} is done` };
}

const counts = { examined: 40, applied: 3, announced: 0, inDoubt: 0, setAside: 0 };
const finished = aTakeover('verified', {
  mode: 'open',
  recoveredAt: at(7_500),
  stages: [record('promote-database', 6_130, 6_400), record('open-writes', 6_410, 7_150)],
  recovery: { 'transactions/recover': { ...counts, isBooked: true, isDone: true } },
});
const verified: Progress = {
  verify: { canary: { paymentId: 'pay_1', acceptedAt: at(7_550), capturedAt: at(7_690), servedBy: 'us-east-2;2' } },
};

async function report(state: FakeRegionState, progress: Progress, order = anOrder()) {
  const kept: FailoverReport[] = [];
  const announced: string[] = [];
  const dependencies = {
    state,
    isDrill: false,
    records: {
      putReport: async (item: FailoverReport) => void kept.push(item),
      readEvidence: async () => anOrder().evidence,
      readFaults: async () => ({ skipRecover: true, hold: false }),
    },
    announcer: {
      tell: async ({ subject, text }: { readonly subject: string; readonly text: string }) =>
        void announced.push(`${subject}\n${text}`),
    },
  };
  await reportFailover(dependencies, { order, execution: 'fail-over-epoch-2-1', progress });
  return { item: kept[0], announced };
}

test('a failover that recovered shows what it achieved, counted from the last healthy observation', async () => {
  const { item, announced } = await report(finished, verified);
  expect(FailoverReport.parse(item)).toEqual(item);
  expect(item).toMatchObject({
    pk: 'report#2',
    kind: 'fail_over',
    outcome: 'recovered',
    signals: ['acknowledge', 'reach'],
    achieved: { decidedMs: 6_000, writerMs: 6_400, openMs: 7_150, acceptedMs: 7_550, postedMs: 7_690 },
    recoveredAt: at(7_500),
    recovery: { 'transactions/recover': { applied: 3 } },
    faults: { skipRecover: false },
  });
  expect(announced).toEqual([expect.stringContaining('first payment posted after 7690 ms')]);
});

test('a resumed takeover is reported with the evidence that its epoch was begun by', async () => {
  const { evidence: _, ...order } = anOrder({ kind: 'resume', epoch: 2 });
  const { item } = await report(finished, verified, order);
  expect(item).toMatchObject({ pk: 'report#2', signals: ['acknowledge', 'reach'], achieved: { decidedMs: 6_000 } });
});

test('a failover that stopped says where and why, and claims nothing it has not achieved', async () => {
  const errorMessage = 'the cluster is no writer after 55000 ms';
  const error = { Error: 'writer_not_ready', Cause: JSON.stringify({ errorType: 'writer_not_ready', errorMessage }) };
  const { item, announced } = await report(aTakeover('fenced'), { error });
  expect(item).toMatchObject({ outcome: 'stopped', stoppedBecause: `writer_not_ready: ${errorMessage}` });
  expect(item?.achieved).toEqual({ decidedMs: 6_000 });
  expect(announced).toEqual([expect.stringContaining('Failover stopped')]);
});

test('13 an ordered failover is reported with who and why, counted from the order, whatever a watcher has seen', async () => {
  const decision = { how: 'ordered', by: 'anna', reason: 'its numbers are wrong', at: at(100) } as const;
  const { evidence: _, ...order } = anOrder();
  const { item, announced } = await report(aTakeover('verified', { mode: 'open', decision }), verified, order);
  expect(item).toMatchObject({
    decision,
    signals: [],
    decidedAt: at(100),
    achieved: { decidedMs: 0, postedMs: 7_590 },
  });
  expect(announced.join()).toContain('ordered by anna: its numbers are wrong');
});

test('a cause that is no JSON is kept as it is', async () => {
  const { item } = await report(aTakeover('fenced'), { error: { Error: 'States.Timeout', Cause: 'too long' } });
  expect(item?.stoppedBecause).toBe('States.Timeout: too long');
});

test('an epoch that has ended meanwhile is not reported on', async () => {
  expect((await report(aTakeover('fenced', { epoch: 3 }), {})).item).toBeUndefined();
});
