import {
  DBInstanceNotFoundFault,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterArn, globalClusterId, instanceId, secretArn } from './resources.ts';
import { central, east, TwoRegions, until } from './two-regions.ts';

/*
 * The faults of databases, one after the other on the same two regions: the writer's server is killed and comes back, the
 * replica's server is killed and can't be promoted, and a promotion takes longer than the test has patience for.
 */
let cloud: TwoRegions;
beforeAll(async () => {
  cloud = await TwoRegions.start();
  await sql(east, 'create table seen (n int primary key)');
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

const rds = (region: string) => new RDSClient(cloud.client(region));

async function sql(region: string, text: string): Promise<unknown> {
  return await new RDSDataClient(cloud.client(region)).send(
    new ExecuteStatementCommand({
      resourceArn: clusterArn(region),
      secretArn: secretArn(region),
      sql: text,
      database: 'ledger',
    }),
  );
}

async function globalCluster() {
  return (await rds(central).send(new DescribeGlobalClustersCommand({}))).GlobalClusters?.[0];
}

async function clusterStatus(region: string): Promise<string | undefined> {
  return (await rds(region).send(new DescribeDBClustersCommand({}))).DBClusters?.[0]?.Status;
}

async function instanceStatus(region: string, id = instanceId): Promise<string | undefined> {
  const described = await rds(region).send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }));
  return described.DBInstances?.[0]?.DBInstanceStatus;
}

async function memberOf(region: string) {
  const members = (await globalCluster())?.GlobalClusterMembers;
  return members?.find(({ DBClusterArn }) => DBClusterArn === clusterArn(region));
}

/** A busy machine may be slow to connect. */
const accepts = (region: string) =>
  sql(region, 'insert into seen values (4)').then(
    () => true,
    () => false,
  );

const isConnected = async (region: string) => (await memberOf(region))?.SynchronizationStatus === 'connected';

function failOver(): Promise<unknown> {
  return rds(central).send(
    new FailoverGlobalClusterCommand({
      GlobalClusterIdentifier: globalClusterId,
      TargetDbClusterIdentifier: clusterArn(central),
      AllowDataLoss: true,
    }),
  );
}

test('a killed writer refuses statements, keeps what was committed, and takes more when it is back', async () => {
  await sql(east, 'insert into seen values (1)');
  await cloud.hook(east, 'bring-database-down');
  await expect(sql(east, 'select 1')).rejects.toMatchObject({ name: 'DatabaseUnavailableException' });
  // As on AWS: the cluster is there, its instance is not.
  expect(await clusterStatus(east)).toBe('available');
  expect(await instanceStatus(east)).toBe('failed');
  expect(await instanceStatus(central)).toBe('available');
  await expect(instanceStatus(east, 'ledger-instance-2-test')).rejects.toBeInstanceOf(DBInstanceNotFoundFault);
  await cloud.hook(east, 'bring-database-up', { writerRegion: east });
  expect(await instanceStatus(east)).toBe('available');
  await sql(east, 'insert into seen values (2)');
  await until(() => isConnected(central));
});

test('a killed replica has no lag and is out of step; it can not be promoted, and follows when it is back', async () => {
  const lag = {
    namespace: 'AWS/RDS',
    name: 'AuroraGlobalDBReplicationLag',
    dimensions: { DBClusterIdentifier: 'ledger-cluster-test', SourceRegion: east },
  };
  await until(async () => cloud.metric(central, lag) !== undefined);
  await cloud.hook(central, 'bring-database-down');
  await until(async () => cloud.metric(central, lag) === undefined);
  expect((await memberOf(central))?.SynchronizationStatus).toBe('pending-resync');
  await failOver();
  await until(async () => (await globalCluster())?.Status === 'available');
  expect(await memberOf(east)).toMatchObject({ IsWriter: true });
  await sql(east, 'insert into seen values (3)');
  await cloud.hook(central, 'bring-database-up', { writerRegion: east });
  await until(() => isConnected(central));
});

test('a slow promotion shows its states until it ends, and ends at once when the fault is healed', async () => {
  const heal = cloud.globalDatabase.slowPromotion(central, 60_000);
  await failOver();
  expect(await globalCluster()).toMatchObject({
    Status: 'failing-over',
    FailoverState: { Status: 'failing-over', ToDbClusterArn: clusterArn(central), IsDataLossAllowed: true },
  });
  expect(await clusterStatus(central)).toBe('promoting');
  expect(await clusterStatus(east)).toBe('failing-over');
  expect(await memberOf(east)).toMatchObject({ IsWriter: true });
  await expect(sql(central, 'select 1')).rejects.toMatchObject({ name: 'BadRequestException' });
  heal();
  await until(async () => (await memberOf(central))?.IsWriter === true);
  expect(await clusterStatus(central)).toBe('available');
  await until(() => accepts(central));
});

test('a killed writer that was replaced meanwhile comes back as a replica, never as a second writer', async () => {
  await until(() => isConnected(east));
  await cloud.hook(central, 'bring-database-down');
  await rds(east).send(
    new FailoverGlobalClusterCommand({
      GlobalClusterIdentifier: globalClusterId,
      TargetDbClusterIdentifier: clusterArn(east),
      AllowDataLoss: true,
    }),
  );
  await until(async () => (await memberOf(east))?.IsWriter === true);
  expect(await isConnected(central)).toBe(false);
  await cloud.hook(central, 'bring-database-up', { writerRegion: east });
  await until(() => isConnected(central));
  await expect(sql(central, 'insert into seen values (5)')).rejects.toMatchObject({ name: 'BadRequestException' });
});
