import { type GlobalClusterMember, InvalidGlobalClusterStateFault, RDSClient } from '@aws-sdk/client-rds';
import { expect, test, vi } from 'vitest';
import { GlobalDatabase } from '../../src/adapters/global-database.ts';

const ownClusterArn = 'arn:aws:rds:us-east-2:000000000000:cluster:ledger-cluster-dev';
const member: GlobalClusterMember = {
  DBClusterArn: ownClusterArn,
  IsWriter: false,
  SynchronizationStatus: 'connected',
};

/** The global database, where RDS answers this; the wire itself is tried by the local cloud. */
function aDatabase(answer: (command: { readonly input: object }) => Promise<object>) {
  const client = new RDSClient({ region: 'us-east-2' });
  const send = vi.spyOn(client, 'send').mockImplementation((command) => answer(command));
  return { database: new GlobalDatabase(client, { globalClusterId: 'ledger', ownClusterArn }), send };
}

const clusterOf = (members: readonly GlobalClusterMember[], over: object = {}) =>
  aDatabase(async () => ({ GlobalClusters: [{ GlobalClusterMembers: members, ...over }] })).database;

test.each<[string, GlobalClusterMember[], object]>([
  ['connected', [member], { kind: 'connected' }],
  [
    'pending-resync',
    [{ ...member, SynchronizationStatus: 'pending-resync' }],
    { kind: 'disconnected', status: 'pending-resync' },
  ],
  [
    'without a status',
    [{ ...member, SynchronizationStatus: undefined }],
    { kind: 'unreadable', reason: 'no SynchronizationStatus' },
  ],
  ['not a member', [{ ...member, DBClusterArn: `${ownClusterArn}-other` }], { kind: 'not_a_member' }],
])('a cluster that is %s is seen so', async (_, members, sight) => {
  expect(await clusterOf(members).sightReplication()).toEqual(sight);
});

test('a control plane that does not answer says nothing about replication', async () => {
  const { database } = aDatabase(() => Promise.reject(Object.assign(new Error('slow'), { name: 'TimeoutError' })));
  expect(await database.sightReplication()).toEqual({ kind: 'unreadable', reason: 'TimeoutError' });
});

test('a cluster is being promoted when the failover leads to it', async () => {
  const FailoverState = { Status: 'failing-over', ToDbClusterArn: ownClusterArn };
  expect(await clusterOf([member], { FailoverState }).ownCluster()).toEqual({ isWriter: false, isBeingPromoted: true });
});

test('a cluster that is not a member can not be asked for', async () => {
  await expect(clusterOf([]).ownCluster()).rejects.toMatchObject({ name: 'database_unreachable' });
});

test('the promotion is unplanned, names the cluster by its ARN and allows data loss', async () => {
  const { database, send } = aDatabase(async () => ({}));
  expect(await database.promoteOwnCluster()).toBe('requested');
  expect(send.mock.calls[0]?.[0].input).toEqual({
    GlobalClusterIdentifier: 'ledger',
    TargetDbClusterIdentifier: ownClusterArn,
    AllowDataLoss: true,
  });
});

test('a state that does not allow it is a refusal, and nothing else is', async () => {
  const fault = new InvalidGlobalClusterStateFault({ $metadata: {}, message: 'failing over' });
  expect(await aDatabase(() => Promise.reject(fault)).database.promoteOwnCluster()).toBe('refused');
  const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
  await expect(aDatabase(() => Promise.reject(denied)).database.promoteOwnCluster()).rejects.toBe(denied);
});
