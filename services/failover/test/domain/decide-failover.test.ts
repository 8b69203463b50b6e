import { describe, expect, test } from 'vitest';
import { type Decision, decideFailover } from '../../src/domain/decide-failover.ts';
import { nothingSeen, observe } from '../../src/domain/detection.ts';
import { detectionPolicyFor } from '../../src/domain/detection-policy.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { aLook, beganMs, intervalMs, looks, type Rows } from '../support/looks.ts';

const policy = detectionPolicyFor({ signalIntervalMs: intervalMs, breachesToAct: 3 });

/** The decision after each look, as the watcher takes it. */
function decisions(observations: readonly Observation[]): Decision[] {
  let detection = nothingSeen;
  return observations.map((observation) => {
    detection = observe(detection, observation, policy);
    return decideFailover(detection, policy);
  });
}

/** Position of the look at which a failover is first decided, or undefined. */
function actsAt(observations: readonly Observation[]): number | undefined {
  const at = decisions(observations).findIndex(({ kind }) => kind === 'fail_over');
  return at === -1 ? undefined : at;
}

describe('a region that is lost', () => {
  test('is given up at the third bad look', () => {
    expect(actsAt(looks({ heartbeat: '...xxxx', probe: '...xxxx', replication: '...xxxx' }))).toBe(5);
  });

  test('is not given up at the second', () => {
    expect(actsAt(looks({ heartbeat: '...xx', probe: '...xx', replication: '...xx' }))).toBeUndefined();
  });

  test.each<[string, Rows]>([
    ['probe and replication', { probe: '...xxx', replication: '...xxx' }],
    // Two seconds of silence make the first bad look, as the two regions tick against each other.
    [
      'heartbeat and probe, where AWS says nothing of replication',
      { heartbeat: '..xxxx', probe: '...xxx', replication: '?' },
    ],
    ['heartbeat and replication, where it is cut off from the quorum', { heartbeat: '..xxxx', replication: '...xxx' }],
  ])('is given up by %s', (_, rows) => {
    expect(actsAt(looks(rows))).toBe(5);
  });

  test('is given up by a watcher that starts in the middle of the outage', () => {
    expect(actsAt(looks({ heartbeat: 'x', probe: 'x', replication: 'x' }, 6))).toBe(2);
  });

  test('leaves evidence: who decided, since when, and every look', () => {
    const seen = looks({ probe: '..xxx', replication: '..xxx' });
    expect(decisions(seen).at(-1)).toEqual({
      kind: 'fail_over',
      evidence: {
        decidedAtMs: beganMs + 4 * intervalMs,
        lastHealthyAtMs: beganMs + intervalMs,
        firstBreachAtMs: beganMs + 2 * intervalMs,
        signals: ['probe', 'replication'],
        observations: seen,
      },
    });
  });
});

describe('gray failures', () => {
  test.each<[string, Rows]>([
    ['whose API alone is unreachable from here, a one-way partition', { probe: '.x' }],
    ['whose heartbeat alone is silent', { heartbeat: '.x' }],
    ['whose replication alone is gone', { replication: '.x' }],
    ['that flaps in one signal', { probe: 'xxx.'.repeat(250) }],
    [
      'that flaps in all signals, two bad looks and a good one',
      { heartbeat: 'xx.'.repeat(300), probe: 'xx.'.repeat(300), replication: 'xx.'.repeat(300) },
    ],
    [
      'whose signals fail one after the other',
      {
        heartbeat: `xxxx${'.'.repeat(8)}`.repeat(80),
        probe: `....xxxx${'.'.repeat(4)}`.repeat(80),
        replication: `........xxxx`.repeat(80),
      },
    ],
    ['of which nothing but heartbeats is known', { probe: '.', replication: '?' }],
  ])('never give up a region %s', (_, rows) => {
    expect(actsAt(looks(rows, 1_000))).toBeUndefined();
  });

  test('give up a region that is slow beyond the timeout once its heartbeat falls silent too', () => {
    const slow = looks({ heartbeat: '......xxxx', probe: '..xxxxxxxx' }).map((look) =>
      look.probe.kind === 'failed'
        ? { ...look, probe: { ...look.probe, reason: 'TimeoutError', tookMs: 1_000 } }
        : look,
    );
    expect(actsAt(slow)).toBe(9);
  });

  test('never give up a healthy region while the link holds replication back for minutes', () => {
    // Held bytes keep the stream connected: the lag grows, the signal does not.
    expect(actsAt(looks({ replication: '.' }, 300))).toBeUndefined();
  });

  test('never give up a healthy region while replication is cut for minutes', () => {
    expect(actsAt(looks({ replication: `.${'x'.repeat(300)}.` }))).toBeUndefined();
  });

  test('never move anything while at most one signal is bad, in whatever order', () => {
    // Every row of six looks in which nothing or one of the three signals is bad: 4^6 rows.
    for (let row = 0; row < 4 ** 6; row += 1) {
      const culprits = Array.from({ length: 6 }, (_, at) => Math.floor(row / 4 ** at) % 4);
      const signsOf = (signal: number) => culprits.map((culprit) => (culprit === signal ? 'x' : '.')).join('');
      const rows = { heartbeat: signsOf(1), probe: signsOf(2), replication: signsOf(3) };
      expect(actsAt(looks(rows)), JSON.stringify(rows)).toBeUndefined();
    }
  });
});

describe('damping and hysteresis', () => {
  test('a signal that was down is down again at its first bad look, as long as it has not recovered', () => {
    // Five good looks in a row are one less than it takes.
    expect(actsAt(looks({ probe: 'xxx.....x', replication: '......xxx' }))).toBe(8);
  });

  test('a signal that has recovered must fail anew', () => {
    expect(actsAt(looks({ probe: 'xxx......x', replication: '.......xxx' }))).toBeUndefined();
  });

  test('a signal that is down but good at this look does not count', () => {
    expect(actsAt(looks({ probe: 'xxx.', replication: '.xxx' }))).toBeUndefined();
  });

  test('an unknown look neither breaks a row of bad ones nor lengthens it', () => {
    expect(actsAt(looks({ probe: 'xxxxx', replication: 'x?x?x' }))).toBe(4);
  });

  test.each<[string, number, number | undefined]>([
    ['goes on over a pause as long as is allowed', policy.gapMsMax, 2],
    ['begins anew after a longer one', policy.gapMsMax + 1, undefined],
  ])('counting %s', (_, pauseMs, expected) => {
    const [first, second, third] = looks({ probe: 'xxx', replication: 'xxx' });
    if (first === undefined || second === undefined || third === undefined) throw new Error('three looks are drawn');
    expect(actsAt([first, second, { ...third, atMs: second.atMs + pauseMs }])).toBe(expected);
  });

  test.each<[string, number, Decision['kind']]>([
    ['just not too old', policy.heartbeatSilenceMsMax - 1, 'wait'],
    ['too old', policy.heartbeatSilenceMsMax, 'fail_over'],
  ])('a heartbeat that is %s', (_, silenceMs, kind) => {
    const sharp = detectionPolicyFor({ signalIntervalMs: intervalMs, breachesToAct: 1 });
    const first = aLook();
    const second = aLook({
      atMs: beganMs + silenceMs,
      heartbeat: first.heartbeat,
      probe: { kind: 'answered', status: 503, tookMs: 1 },
    });
    const detection = [first, second].reduce((known, look) => observe(known, look, sharp), nothingSeen);
    expect(decideFailover(detection, sharp).kind).toBe(kind);
  });
});

describe('a failover that must not be', () => {
  const lost = (over: Partial<Observation>) =>
    looks({ heartbeat: 'x', probe: 'x', replication: 'x' }, 5).map((look) => ({ ...look, ...over }));

  test('is blocked where the cluster is in no global database', () => {
    const seen = lost({ replication: { kind: 'not_a_member' } });
    expect(decisions(seen).at(-1)).toMatchObject({ kind: 'blocked', obstacle: 'no_replica_here' });
  });

  test('is blocked where the cluster has not replicated under this epoch, as after a return', () => {
    expect(decisions(lost({ hasReplicated: false })).at(-1)).toMatchObject({
      kind: 'blocked',
      obstacle: 'never_replicated',
    });
  });

  test('is not decided by a watcher that can not read the table: it may be the one that is cut off', () => {
    const cutOff = lost({ heartbeat: { kind: 'unreadable', reason: 'TimeoutError' } });
    expect(actsAt(cutOff)).toBeUndefined();
  });

  test('is not decided at the first deployment, before the active region has given a sign of life', () => {
    const starting = lost({ heartbeat: { kind: 'absent' }, hasReplicated: false });
    expect(new Set(decisions(starting).map(({ kind }) => kind))).toEqual(new Set(['wait']));
  });
});

test.each([0, 61, 1.5])('damping of %d looks is refused', (breachesToAct) => {
  expect(() => detectionPolicyFor({ signalIntervalMs: 1_000, breachesToAct })).toThrow(/breachesToAct/);
});

test('an interval that is no span of time is refused', () => {
  expect(() => detectionPolicyFor({ signalIntervalMs: 0, breachesToAct: 3 })).toThrow(/signalIntervalMs/);
});
