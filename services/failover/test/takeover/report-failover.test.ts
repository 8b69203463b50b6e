import { FailoverReport, type FailoverStage, type StageRecord } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { Progress } from '../../src/domain/stage-outcomes.ts';
import { reportFailover } from '../../src/takeover/report-failover.ts';
import { resumeFailover } from '../../src/watching/resume-failover.ts';
import { anOrder, aRecovery, FakeRegionState } from '../support/fakes.ts';
import { beganMs } from '../support/looks.ts';

/** Milliseconds after the last healthy look. */
const at = (ms: number) => new Date(beganMs + ms).toISOString();

function record(stage: FailoverStage, startedMs: number, endedMs: number): { readonly record: StageRecord } {
  return { record: { stage, startedAt: at(startedMs), endedAt: at(endedMs), text: `${stage} is done` } };
}

const begun: Progress = {
  confirm: { ...record('confirm-failure', 3_050, 3_100), outcome: 'confirmed' },
  bump: {
    ...record('bump-epoch', 3_110, 3_120),
    outcome: 'bumped',
    recovery: aRecovery,
    bumpedAtMs: beganMs + 3_120,
  },
};

const whole: Progress = {
  ...begun,
  moved: {
    promote: record('promote-database', 3_130, 3_150),
    writer: record('database-is-writer', 3_160, 3_400),
    latch: record('latch-traffic', 3_131, 3_140),
  },
  open: record('open-writes', 3_410, 4_150),
  recover: {
    ...record('recover-services', 4_160, 4_500),
    outcome: 'recovered',
    progress: {
      'transactions/recover': { examined: 40, applied: 3, announced: 0, inDoubt: 0, setAside: 0, isDone: true },
    },
  },
  verify: {
    ...record('verify-canary', 4_510, 4_700),
    canary: { paymentId: 'pay_1', acceptedAt: at(4_550), capturedAt: at(4_690), servedBy: 'us-east-2;2' },
  },
};

async function report(progress: Progress, order = anOrder()) {
  const kept: FailoverReport[] = [];
  const told: string[] = [];
  const reporting = {
    records: {
      putReport: async (item: FailoverReport) => {
        kept.push(item);
      },
    },
    announcer: {
      tell: async ({ subject, text }: { readonly subject: string; readonly text: string }) => {
        told.push(`${subject}\n${text}`);
      },
    },
  };
  await reportFailover(reporting, { order, execution: 'failover-to-epoch-2-1', progress });
  const [item] = kept;
  if (item === undefined) throw new Error('no report was kept');
  return { item, told };
}

test('a failover that recovered shows what it achieved, counted from the last healthy look', async () => {
  const { item, told } = await report(whole);
  expect(FailoverReport.parse(item)).toEqual(item);
  expect(item).toMatchObject({
    pk: 'report#2',
    outcome: 'recovered',
    signals: ['probe', 'replication'],
    achieved: { decidedMs: 3_000, writerMs: 3_400, openMs: 4_150, acceptedMs: 4_550, postedMs: 4_690 },
    recovery: { 'transactions/recover': { applied: 3 } },
  });
  expect(told).toEqual([expect.stringContaining('first payment posted after 4690 ms')]);
});

test('stages stand in the order they began', async () => {
  const { item } = await report(whole);
  expect(item.stages.map(({ stage }) => stage)).toEqual([
    'confirm-failure',
    'bump-epoch',
    'promote-database',
    'latch-traffic',
    'database-is-writer',
    'open-writes',
    'recover-services',
    'verify-canary',
  ]);
});

test('where no healthy look is known, figures count from the first bad one', async () => {
  const { evidence } = anOrder();
  const { lastHealthyAtMs: _, ...blind } = evidence;
  const { item } = await report(whole, anOrder({ evidence: blind }));
  expect(item.achieved.decidedMs).toBe(2_000);
  expect(item).not.toHaveProperty('lastHealthyAt');
});

test('a failover that stopped says where and why, and claims nothing it has not achieved', async () => {
  const Cause = JSON.stringify({
    errorType: 'writer_not_ready',
    errorMessage: 'the cluster is no writer after 55000 ms',
  });
  const { item, told } = await report({ ...begun, error: { Error: 'writer_not_ready', Cause } });
  expect(item).toMatchObject({
    outcome: 'stopped',
    achieved: { decidedMs: 3_000 },
    stoppedBecause: 'writer_not_ready: the cluster is no writer after 55000 ms',
  });
  expect(item.achieved).not.toHaveProperty('postedMs');
  expect(told).toEqual([expect.stringContaining('Failover stopped')]);
});

test('a cause that is no JSON is kept as it is', async () => {
  const { item } = await report({ ...begun, error: { Error: 'States.Timeout', Cause: 'too long' } });
  expect(item.stoppedBecause).toBe('States.Timeout: too long');
});

test('a stopped failover is taken up again with the evidence and faults it began with', async () => {
  const order = anOrder({ faults: { skipRecover: true } });
  const { item } = await report(begun, order);
  const started: unknown[] = [];
  const resumption = {
    region: 'us-east-2',
    peerRegion: 'us-east-1',
    state: new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', mode: 'recovering' }),
    records: { readReport: async () => item },
    machine: {
      start: async (again: unknown) => {
        started.push(again);
        return 'started' as const;
      },
    },
  };
  expect(await resumeFailover(resumption)).toBe(2);
  expect(started).toEqual([{ ...order, attempt: 2 }]);
});

test.each<[string, Partial<FailoverReport> | undefined, string]>([
  ['that recovered', { outcome: 'recovered' }, 'us-east-2'],
  ['that was tried five times', { attempt: 5 }, 'us-east-2'],
  ['that was never begun', undefined, 'us-east-2'],
  ['of a region that is not active', {}, 'us-east-1'],
])('no failover %s is taken up', async (_, over, activeRegion) => {
  const { item } = await report(begun);
  const resumption = {
    region: 'us-east-2',
    peerRegion: 'us-east-1',
    state: new FakeRegionState({ epoch: 2, activeRegion }),
    records: { readReport: async () => (over === undefined ? undefined : { ...item, ...over }) },
    machine: { start: () => Promise.reject(new Error('nothing may be started')) },
  };
  expect(await resumeFailover(resumption)).toBeUndefined();
});
