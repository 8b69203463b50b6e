import type { ExplainedFailover, FailoverReport, FailoversRead, OrderedFailover } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { FailoverFunctions } from '../src/failovers/failover-functions.ts';
import { followFailover } from '../src/failovers/follow-failover.ts';
import { listLines, orderLines, showLines, whyLines } from '../src/output/failover-lines.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const at = '2030-01-31T12:00:00.000Z';

const state: FailoversRead['state'] = {
  pk: 'region-state',
  version: 1,
  epoch: 1,
  activeRegion: 'us-east-1',
  writerEpoch: 1,
  mode: 'open',
  stage: 'verified',
  since: at,
  by: 'seed',
  stages: [],
  automaticMoves: [],
};

const decision = { how: 'ordered', by: 'anna', reason: 'its numbers are wrong', at } as const;
const stage = { stage: 'begin-epoch', startedAt: at, endedAt: at, text: 'epoch 2: us-east-2 is active' } as const;
const report: FailoverReport = {
  pk: 'report#2',
  epoch: 2,
  kind: 'fail_over',
  fromRegion: 'us-east-1',
  toRegion: 'us-east-2',
  outcome: 'recovered',
  execution: 'ordered-fail-over-epoch-2-1',
  attempt: 1,
  decision,
  firstBreachAt: at,
  decidedAt: at,
  signals: [],
  evidence: [],
  achieved: { decidedMs: 0, postedMs: 4_200 },
  stages: [stage],
  recovery: {},
  faults: { skipRecover: false },
};

const order: OrderedFailover = {
  outcome: 'planned',
  kind: 'fail_over',
  fromRegion: 'us-east-1',
  toRegion: 'us-east-2',
  epoch: 2,
  obstacles: [
    { text: 'database_unavailable', mend: 'repair its instances', isForceable: false },
    { text: 'transactions: no answer', mend: 'deploy it', isForceable: true },
  ],
  steps: ['confirm-order: once more', 'begin-epoch: epoch 2 begins'],
};

/** A cloud that says which functions were called where. */
function aCloud(processes: Record<string, string>, answer: (name: string) => unknown = () => order) {
  const calls: [string, string, unknown][] = [];
  const regions = Object.entries(processes).map(([region, process], index) => ({
    region,
    process,
    trafficRole: index === 0 ? 'active' : 'standby',
  }));
  const cloud = {
    status: async () => ({ suffix: 'dev', regions }),
    invoke: async (region: string, name: string, payload: unknown) => {
      calls.push([region, name, payload]);
      return answer(name);
    },
  };
  return { functions: new FailoverFunctions(cloud as unknown as LocalCloud), calls };
}

const both = { 'us-east-1': 'running', 'us-east-2': 'running' };
const request = { by: 'anna', reason: 'a test', isForced: false, isDryRun: true };

test('13 an order is given in the region that takes over', async () => {
  const { functions, calls } = aCloud(both);
  expect(await functions.order('us-east-2', request)).toEqual(order);
  expect(calls).toEqual([['us-east-2', 'failover-order-failover-dev', request]]);
});

test('13 a region that does not run takes nothing over: the command says how to start it', async () => {
  const { functions, calls } = aCloud({ ...both, 'us-east-2': 'killed' });
  await expect(functions.order('us-east-2', request)).rejects.toMatchObject({
    explanation: { code: 'region_lost', exitCode: 3, fix: expect.stringContaining('region restore us-east-2') },
  });
  await expect(functions.order('us-east-3', request)).rejects.toMatchObject({
    explanation: { code: 'usage', exitCode: 2 },
  });
  expect(calls).toEqual([]);
});

test('13 what is read can be read from any region that runs; why is asked of the standby', async () => {
  const read = { state, reports: [] };
  const survivor = aCloud({ ...both, 'us-east-1': 'killed' }, () => read);
  expect(await survivor.functions.read({ limit: 5 })).toEqual(read);
  expect(survivor.calls.map(([region]) => region)).toEqual(['us-east-2']);
  const why = { region: 'us-east-2', now: at, failoverMode: 'auto', state, obstacles: [] };
  const asked = aCloud(both, () => why);
  expect(await asked.functions.explain(undefined)).toEqual(why);
  expect(asked.calls.map(([region]) => region)).toEqual(['us-east-2']);
});

test('13 a function that fails is explained, not reported as a bug', async () => {
  const { functions } = aCloud(both, () => {
    throw new Error('no quorum');
  });
  await expect(functions.read({})).rejects.toMatchObject({
    explanation: { code: 'failover_unanswered', what: 'no quorum' },
  });
});

test('13 a dry run prints the steps, and each obstacle with its remedy and whether force goes past it', () => {
  const lines = orderLines(order);
  expect(lines[0]).toBe('Failover from us-east-1 to us-east-2, as epoch 2:');
  expect(lines).toContain('  2. begin-epoch: epoch 2 begins');
  expect(lines).toContain('  database_unavailable');
  expect(lines).toContain('    fix  repair its instances');
  expect(lines).toContain('  transactions: no answer (--force goes past it)');
});

test('13 a list says whose decision each failover was', () => {
  expect(listLines({ state: { ...state, epoch: 2 }, reports: [report] })).toEqual([
    `2  fail over  us-east-1 → us-east-2  recovered  ${at}  ordered by anna: its numbers are wrong`,
  ]);
});

test('13 an epoch is shown while it is under way, and afterwards by its report', () => {
  const underWay = {
    ...state,
    epoch: 2,
    activeRegion: 'us-east-2',
    fromRegion: 'us-east-1',
    stages: [stage],
    decision,
  };
  const during = showLines(2, { state: { ...underWay, mode: 'recovering', stage: 'promoting' }, reports: [] });
  expect(during?.join('\n')).toContain('under way: promoting\nordered by anna: its numbers are wrong');
  const after = showLines(2, { state: { ...underWay, mode: 'open', stage: 'verified' }, reports: [report] });
  expect(after?.at(-1)).toBe('achieved: decided 0 ms, posted 4200 ms');
  expect(showLines(3, { state, reports: [] })).toBeUndefined();
});

test('13 why says which signal is down, for how long, and what the watcher makes of it', () => {
  const why: ExplainedFailover = {
    region: 'us-east-2',
    now: '2030-01-31T12:00:10.000Z',
    failoverMode: 'auto',
    state,
    obstacles: [],
    replicatedUpTo: at,
    view: {
      pk: 'watch#us-east-2',
      region: 'us-east-2',
      at: '2030-01-31T12:00:08.000Z',
      epoch: 1,
      assessment: 'failed',
      signals: [{ signal: 'book', reading: 'bad', isDown: true, badSince: at }],
      duty: 'hold',
      because: ['dwell'],
    },
  };
  expect(whyLines(why)).toEqual([
    'Epoch 1: us-east-1 is active, open, verified; failover mode auto.',
    'us-east-2 looked 2 s ago: us-east-1 is failed.',
    `  book  bad  DOWN  bad since ${at}, for 10 s`,
    'Its duty: hold: dwell.',
    `The replica has everything up to ${at}; what came later is applied again from the journal.`,
    'Nothing is in the way of us-east-2.',
  ]);
});

const notAsked = async (): Promise<ExplainedFailover> => {
  throw new Error('nobody has to be asked');
};

test('13 an order that came to nothing is explained by what is in its way', async () => {
  const { terminal, signal } = { ...aTerminal(), signal: new AbortController().signal };
  const obstacle = { text: 'database_unavailable', mend: 'repair its instances', isForceable: false };
  const explain = async (): Promise<ExplainedFailover> => ({
    ...{ region: 'us-east-2', now: at, failoverMode: 'auto', state },
    obstacles: [obstacle],
  });
  const read = async () => ({ state, reports: [] });
  await expect(
    followFailover({ read, explain }, 2, { terminal, signal, everyMs: 0, beginMs: 0 }),
  ).rejects.toMatchObject({
    explanation: {
      code: 'failover_refused',
      exitCode: 3,
      why: expect.stringContaining('in the way now: database_unavailable'),
      fix: expect.stringContaining('repair its instances'),
    },
  });
});

test('13 following a failover shows each stage once, whatever region is silent meanwhile', async () => {
  const { terminal, written } = aTerminal();
  const took: FailoversRead['state'] = { ...state, epoch: 2, stages: [stage], stage: 'promoting', mode: 'recovering' };
  const reads = [state, took, undefined, took, { ...took, stage: 'verified' as const }];
  const read = async () => {
    const next = reads.shift();
    if (next === undefined) throw new Error('silent');
    return { state: next, reports: [] };
  };
  await followFailover({ read, explain: notAsked }, 2, { terminal, signal: new AbortController().signal, everyMs: 0 });
  expect(written.stderr.match(/begin-epoch: epoch 2/g)).toHaveLength(1);
  expect(reads).toEqual([]);
});

test('13 the help of an order says what force never goes past', async () => {
  const { terminal, written } = aTerminal();
  const program = redoubtProgram({ terminal, signal: new AbortController().signal });
  await expect(program.run(['failover', 'start', '--help'])).rejects.toMatchObject({ code: 'commander.helpDisplayed' });
  expect(written.stdout).toContain('never goes past');
  expect(written.stdout).toContain('--dry-run');
  expect(written.stdout).toContain('Examples:');
});
