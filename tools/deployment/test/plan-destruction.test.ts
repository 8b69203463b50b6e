import { expect, test } from 'vitest';
import { destructionText, type LedgerMember, planDestruction } from '../src/plan/plan-destruction.ts';
import type { StackVersion } from '../src/plan/stack-version.ts';
import { GlobalLedger } from '../src/targets/global-ledger.ts';

const aStack = (seat: StackVersion['seat'], region: string, component = 'platform'): StackVersion => ({
  app: 'platform',
  stackName: `${component}-${seat}-dev`,
  region,
  seat,
  layer: 'code',
  digest: 'd',
});
const stacks = [
  aStack('secondary', 'us-east-2', 'traffic-memory'),
  aStack('primary', 'us-east-1'),
  aStack('secondary', 'us-east-2'),
];
const clusterOf = (region: string) => `arn:aws:rds:${region}:123456789012:cluster:ledger-cluster-dev`;
const aMember = (region: string, isWriter: boolean): LedgerMember => ({
  clusterArn: clusterOf(region),
  region,
  isWriter,
});
const stepsWith = (...members: readonly LedgerMember[]) => planDestruction(stacks, members).map(destructionText);

const inOrder = [
  'destroy platform-secondary-dev in us-east-2',
  'destroy platform-primary-dev in us-east-1',
  // The health checks of both regions name its alarm.
  'destroy traffic-memory-secondary-dev in us-east-2',
];

test.each<[string, readonly LedgerMember[]]>([
  ['the primary writes', [aMember('us-east-1', true), aMember('us-east-2', false)]],
  ['the secondary is gone already', [aMember('us-east-1', true)]],
  ['there is no database', []],
])('A11: what was made last goes first when %s', (_, members) => {
  expect(stepsWith(...members)).toEqual(inOrder);
});

test('A11: after a failover the ledger is handed back first, so that the writer is the last member', () => {
  expect(stepsWith(aMember('us-east-1', false), aMember('us-east-2', true))).toEqual([
    'hand the ledger back from us-east-2 to us-east-1: the writer must be the last member',
    ...inOrder,
  ]);
});

test('A11: nothing is destroyed when the secondary writes and there is nobody to hand back to', () => {
  expect(() => stepsWith(aMember('us-east-2', true))).toThrow(
    expect.objectContaining({ code: 'writer_astray', fix: expect.stringContaining('remove-from-global-cluster') }),
  );
});

/** RDS of two regions, of which one may be away; a switchover is done after some looks. */
function anRds({ away = [], looks = 1 }: { readonly away?: readonly string[]; readonly looks?: number } = {}) {
  let [writer, target, left] = ['us-east-2', 'us-east-2', 0];
  const calls: string[] = [];
  const clientOf = (region: string) => ({
    send: async ({
      constructor: { name },
      input,
    }: {
      readonly constructor: { readonly name: string };
      input: object;
    }) => {
      calls.push(`${name} in ${region}`);
      if (away.includes(region)) throw new Error('ECONNREFUSED');
      if (name === 'SwitchoverGlobalClusterCommand') {
        target =
          (input as { readonly TargetDbClusterIdentifier: string }).TargetDbClusterIdentifier.split(':')[3] ?? '';
        left = looks;
        return {};
      }
      if (left > 0) left -= 1;
      else writer = target;
      const members = ['us-east-1', 'us-east-2'].map((of) => ({
        DBClusterArn: clusterOf(of),
        IsWriter: of === writer,
      }));
      return { GlobalClusters: [{ GlobalClusterMembers: members }] };
    },
  });
  const ledger = new GlobalLedger({
    globalClusterId: 'ledger-global-cluster-dev',
    regions: ['us-east-1', 'us-east-2'],
    clientOf: clientOf as never,
    pause: async () => {},
  });
  return { ledger, calls };
}

test('the writer is read in whichever region answers', async () => {
  const { ledger, calls } = anRds({ away: ['us-east-1'] });
  expect(await ledger.members()).toEqual([aMember('us-east-1', false), aMember('us-east-2', true)]);
  expect(calls).toEqual(['DescribeGlobalClustersCommand in us-east-1', 'DescribeGlobalClustersCommand in us-east-2']);
  await expect(anRds({ away: ['us-east-1', 'us-east-2'] }).ledger.members()).rejects.toThrow('ECONNREFUSED');
});

test('handing back asks where the writer is and waits until the other member writes', async () => {
  const { ledger, calls } = anRds({ looks: 3 });
  await ledger.handBack({ writer: aMember('us-east-2', true), to: aMember('us-east-1', false) });
  expect(calls[0]).toBe('SwitchoverGlobalClusterCommand in us-east-2');
  expect(calls).toHaveLength(5);
  const never = anRds({ looks: Number.POSITIVE_INFINITY });
  const back = never.ledger.handBack({ writer: aMember('us-east-2', true), to: aMember('us-east-1', false) });
  await expect(back).rejects.toThrow('30 minutes');
});
