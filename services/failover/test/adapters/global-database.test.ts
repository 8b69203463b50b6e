import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DBInstanceNotFoundFault,
  type GlobalCluster,
  InvalidGlobalClusterStateFault,
  RDSClient,
} from '@aws-sdk/client-rds';
import { expect, test, vi } from 'vitest';
import { GlobalDatabase } from '../../src/adapters/global-database.ts';

const ownClusterArn = 'arn:aws:rds:us-east-2:000000000000:cluster:ledger-cluster-dev';
const member = { DBClusterArn: ownClusterArn, IsWriter: false, SynchronizationStatus: 'connected' } as const;

/** The global database, where AWS answers this; the wire itself is tried by the local cloud. */
function aDatabase(answers: {
  readonly rds?: (command: { readonly input: object }) => Promise<object>;
  readonly metrics?: object;
}) {
  const rds = new RDSClient({ region: 'us-east-2' });
  const send = vi.spyOn(rds, 'send').mockImplementation((command) => answers.rds?.(command) ?? Promise.resolve({}));
  const cloudWatch = new CloudWatchClient({ region: 'us-east-2' });
  vi.spyOn(cloudWatch, 'send').mockImplementation(async () => answers.metrics ?? {});
  const ids = {
    globalClusterId: 'ledger',
    ownClusterArn,
    ownClusterId: 'ledger-cluster-dev',
    ownInstanceIds: ['ledger-instance-1-dev', 'ledger-instance-2-dev'],
    peerRegion: 'us-east-1',
  };
  return { database: new GlobalDatabase({ rds, cloudWatch }, ids), send };
}

function own(over: Partial<GlobalCluster> = {}, status = 'available', instances = ['available', 'available']) {
  const global = { Status: 'available', GlobalClusterMembers: [member], ...over };
  const rds = async ({ input }: { readonly input: object }) => {
    if ('DBClusterIdentifier' in input) return { DBClusters: [{ Status: status }] };
    if (!('DBInstanceIdentifier' in input)) return { GlobalClusters: [global] };
    const answer = instances[input.DBInstanceIdentifier === 'ledger-instance-1-dev' ? 0 : 1];
    if (answer === undefined) throw new DBInstanceNotFoundFault({ $metadata: {}, message: 'not found' });
    return { DBInstances: [{ DBInstanceStatus: answer }] };
  };
  return aDatabase({ rds }).database.own();
}

const replica = { role: 'replica', isAvailable: true, isInTransition: false, isConnected: true };

test.each<[string, Partial<GlobalCluster>, object]>([
  ['a connected replica', {}, replica],
  ['the writer', { GlobalClusterMembers: [{ ...member, IsWriter: true }] }, { ...replica, role: 'writer' }],
  [
    'a replica that must re-sync',
    { GlobalClusterMembers: [{ ...member, SynchronizationStatus: 'pending-resync' }] },
    { ...replica, isConnected: false },
  ],
  ['no member', { GlobalClusterMembers: [] }, { ...replica, role: 'none', isConnected: false }],
  ['a replica while roles change', { Status: 'failing-over' }, { ...replica, isInTransition: true }],
])('reads %s', async (_, over, expected) => {
  expect(await own(over)).toEqual(expected);
});

test.each<[string, string, string[], boolean]>([
  ['a failed cluster', 'failed', ['available', 'available'], false],
  ['a cluster that is backed up', 'backing-up', ['available', 'available'], true],
  ['an available cluster whose instances are dead', 'available', ['failed', 'rebooting'], false],
  ['an available cluster without instances', 'available', [], false],
  ['an available cluster with one instance that serves', 'available', ['failed', 'modifying'], true],
])('%s is available or not by its instances too', async (_, cluster, instances, isAvailable) => {
  expect(await own({}, cluster, instances)).toEqual({ ...replica, isAvailable });
});

test('the lag is the newest figure, with its time', async () => {
  const measuredAt = new Date('2030-01-31T12:00:00Z');
  const metrics = { MetricDataResults: [{ Values: [250, 900], Timestamps: [measuredAt, new Date(0)] }] };
  expect(await aDatabase({ metrics }).database.lag(0)).toEqual({ lagMs: 250, measuredAtMs: measuredAt.getTime() });
  expect(await aDatabase({ metrics: { MetricDataResults: [{ Values: [] }] } }).database.lag(0)).toBeUndefined();
});

test('the promotion is unplanned, names the cluster by its ARN and allows data loss', async () => {
  const { database, send } = aDatabase({});
  expect(await database.promoteOwnCluster()).toBe('requested');
  expect(send.mock.calls[0]?.[0].input).toEqual({
    GlobalClusterIdentifier: 'ledger',
    TargetDbClusterIdentifier: ownClusterArn,
    AllowDataLoss: true,
  });
});

test('a state that does not allow it is a refusal, and nothing else is', async () => {
  const fault = new InvalidGlobalClusterStateFault({ $metadata: {}, message: 'failing over' });
  expect(await aDatabase({ rds: () => Promise.reject(fault) }).database.promoteOwnCluster()).toBe('refused');
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
  await expect(aDatabase({ rds: () => Promise.reject(denied) }).database.promoteOwnCluster()).rejects.toBe(denied);
});
