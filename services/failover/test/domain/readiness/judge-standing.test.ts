import { expect, test } from 'vitest';
import { judgeStanding, type Standing } from '../../../src/domain/readiness/judge-standing.ts';

const nowMs = Date.parse('2030-01-31T12:00:00.000Z');
const ago = (ms: number) => new Date(nowMs - ms).toISOString();
const dayMs = 86_400_000;

/** A standby that could take over at once. */
function aStanding(over: Partial<Standing> = {}): Standing {
  return {
    nowMs,
    activeRegion: 'us-east-1',
    standbyRegion: 'us-east-2',
    obstacles: [],
    isOpen: true,
    epoch: 4,
    mark: { replicatedUpTo: ago(2_000) },
    view: { at: ago(3_000) },
    serving: { active: 'serves', standby: 'stands by' },
    servedBy: 'us-east-1',
    lastTakeoverAt: ago(30 * dayMs),
    ...over,
  };
}

const named = (over: Partial<Standing>) =>
  judgeStanding(aStanding(over)).map(({ kind, grade, subject, region, got }) => [kind, grade, subject, region, got]);

test('nothing is found where all is well', () => {
  expect(named({})).toEqual([]);
});

test('what is in the way of a takeover blocks, and nothing else does', () => {
  const mend = 'mend it';
  const obstacles = [
    { text: 'database_unavailable', mend, isForceable: false },
    { text: 'journal_forgot_what_is_missing: only the archive has it', mend, isForceable: false },
    { text: 'transactions: no answer', mend, isForceable: true },
  ];
  expect(named({ obstacles })).toEqual([
    ['database_unavailable', 'blocks', 'us-east-2', 'us-east-2', 'database_unavailable'],
    [
      'journal_forgot_what_is_missing',
      'blocks',
      'us-east-2',
      'us-east-2',
      'journal_forgot_what_is_missing: only the archive has it',
    ],
    ['service_unready', 'blocks', 'transactions', 'us-east-2', 'transactions: no answer'],
  ]);
  const everythingElse = judgeStanding(
    aStanding({
      ...{ isOpen: false, mark: undefined, view: undefined, servedBy: undefined, lastTakeoverAt: ago(93 * dayMs) },
      serving: { active: 'gives no answer', standby: 'gives no answer' },
    }),
  );
  expect(everythingElse.map(({ grade }) => grade)).not.toContain('blocks');
});

test('the active region does not know what is in the way of the standby', () => {
  expect(named({ obstacles: undefined })).toEqual([]);
});

test.each<[string, Partial<Standing>, readonly unknown[][]]>([
  ['a replica is three minutes behind', { mark: { replicatedUpTo: ago(180_000) } }, []],
  [
    'a replica is longer behind',
    { mark: { replicatedUpTo: ago(180_001) } },
    [['replica_behind', 'mend', 'ledger', 'us-east-2', '180 s ago']],
  ],
  ['no mark was ever kept', { mark: undefined }, [['replica_behind', 'mend', 'ledger', 'us-east-2', 'never']]],
  ['the watcher looked two minutes ago', { view: { at: ago(120_000) } }, []],
  [
    'the watcher looked longer ago',
    { view: { at: ago(120_001) } },
    [['watcher_silent', 'mend', 'failover-watch', 'us-east-2', '120 s ago']],
  ],
  ['the last takeover was 92 days ago', { lastTakeoverAt: ago(92 * dayMs) }, []],
  [
    'the last takeover was 93 days ago',
    { lastTakeoverAt: ago(93 * dayMs) },
    [['takeover_rehearsed', 'mend', 'last takeover', 'us-east-2', '93 days ago']],
  ],
  [
    'there never was a takeover',
    { lastTakeoverAt: undefined },
    [['takeover_rehearsed', 'know', 'last takeover', 'us-east-2', 'none is recorded']],
  ],
  [
    'health checks get the same answer from both',
    { serving: { active: 'serves', standby: 'serves' } },
    [['health_check', 'mend', 'us-east-2 /failover/serving', 'us-east-2', 'serves']],
  ],
  [
    'health checks get no answer from the active region',
    { serving: { active: 'gives no answer', standby: 'stands by' } },
    [['health_check', 'mend', 'us-east-1 /failover/serving', 'us-east-1', 'gives no answer']],
  ],
  [
    'the shared name leads to the standby',
    { servedBy: 'us-east-2' },
    [['health_check', 'mend', 'shared name', 'us-east-1', 'us-east-2']],
  ],
  [
    'a takeover is not finished, and marks are not taken meanwhile',
    { isOpen: false, mark: undefined },
    [['takeover_unfinished', 'mend', 'epoch 4', 'us-east-1', 'epoch 4 is not finished']],
  ],
])('when %s', (_, over, expected) => {
  expect(named(over)).toEqual(expected);
});
