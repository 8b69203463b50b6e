import {
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  RDSClient,
  SwitchoverGlobalClusterCommand,
} from '@aws-sdk/client-rds';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterArn, globalClusterId, secretArn } from './resources.ts';
import { central, east, TwoRegions, until } from './two-regions.ts';

/**
 * Both regions live all the time here. First the roles are exchanged in order, and back. Then the writer is cut off and
 * the other region is promoted: the old writer goes on alone, as on AWS, until it can reach the new one, and then its own
 * commits are set aside.
 */
let cloud: TwoRegions;

beforeAll(async () => {
  cloud = await TwoRegions.start();
  await sql(east, 'create table seen (n int primary key)');
  await isWriter(east);
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

test.each([
  [east, central, 1],
  [central, east, 2],
])('a switchover from %s to %s loses nothing and turns the roles round', async (from, to, n) => {
  await sql(from, `insert into seen values (${n})`);
  const { GlobalCluster } = await rds(to).send(
    new SwitchoverGlobalClusterCommand({
      GlobalClusterIdentifier: globalClusterId,
      TargetDbClusterIdentifier: clusterArn(to),
    }),
  );
  expect(GlobalCluster?.Status).toBe('switching-over');
  await isWriter(to);
  expect(await count(to)).toBe(n);
  await expect(sql(from, 'select 1')).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('a switchover without a connected replica is refused', async () => {
  const link = cloud.links.at({ kind: 'postgres', from: central, to: east });
  link.cut();
  await until(async () => {
    const { GlobalClusters } = await rds(east).send(new DescribeGlobalClustersCommand({}));
    return GlobalClusters?.[0]?.GlobalClusterMembers?.[1]?.SynchronizationStatus === 'pending-resync';
  });
  await expect(
    rds(east).send(
      new SwitchoverGlobalClusterCommand({
        GlobalClusterIdentifier: globalClusterId,
        TargetDbClusterIdentifier: clusterArn(central),
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidGlobalClusterStateFault' });
});

test('an old writer that is cut off goes on alone; once it reaches the new one it follows, and its commits are set aside', async () => {
  const back = cloud.links.at({ kind: 'postgres', from: east, to: central });
  back.cut();
  await rds(central).send(
    new FailoverGlobalClusterCommand({
      GlobalClusterIdentifier: globalClusterId,
      TargetDbClusterIdentifier: clusterArn(central),
      AllowDataLoss: true,
    }),
  );
  await until(async () => (await sql(central, 'insert into seen values (3)').catch(() => undefined)) !== undefined);
  await sql(east, 'insert into seen values (66)');
  back.carry();
  await until(async () => (await sql(east, 'select 1').catch((error: Error) => error)) instanceof Error);
  await isWriter(central);
  expect(await count(central)).toBe(3);
  expect(await cloud.hook(east, 'old-ledger')).toMatchObject({ name: /^rds:unplanned-global-failover-/ });
});

/** Waits until the global cluster is at rest with the region's cluster as writer and the other one connected. */
async function isWriter(region: string): Promise<void> {
  await until(async () => {
    const { GlobalClusters } = await rds(region).send(new DescribeGlobalClustersCommand({}));
    const [cluster] = GlobalClusters ?? [];
    const members = cluster?.GlobalClusterMembers ?? [];
    return (
      cluster?.Status === 'available' &&
      members.every(({ SynchronizationStatus }) => SynchronizationStatus === 'connected') &&
      members.find(({ IsWriter }) => IsWriter)?.DBClusterArn === clusterArn(region)
    );
  });
}

function rds(region: string): RDSClient {
  return new RDSClient(cloud.client(region));
}

async function sql(region: string, statement: string) {
  return await new RDSDataClient(cloud.client(region)).send(
    new ExecuteStatementCommand({
      resourceArn: clusterArn(region),
      secretArn: secretArn(region),
      database: 'ledger',
      sql: statement,
    }),
  );
}

async function count(region: string): Promise<number | undefined> {
  const { records } = await sql(region, 'select count(*) from seen');
  return records?.[0]?.[0]?.longValue;
}
