import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeDBClustersCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { clusterArn, clusterId, globalClusterId, secretArn } from './resources.ts';
import { central, east, TwoRegions, until } from './two-regions.ts';

/**
 * The life of two regions' data through the loss of one: replicate, hold the stream back, lose the writer's region with a
 * commit and an item that only it knew, fail over, write on, bring the region back. In the end the promoted database has
 * gone on without the lost commit, the lost one can be seen in the snapshot, and the item has arrived after all.
 */
const target = { GlobalClusterIdentifier: globalClusterId, TargetDbClusterIdentifier: clusterArn(central) };
const Url = z.object({ url: z.string() });

let cloud: TwoRegions;

beforeAll(async () => {
  cloud = await TwoRegions.start();
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

test('the writer takes statements, the standby refuses even reads', async () => {
  await sql(east, 'create table seen (n int primary key)');
  await sql(east, 'insert into seen values (1)');
  expect(await seen(east)).toEqual([1]);
  await expect(sql(central, 'select 1')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: /writer instance/,
  });
});

test('the global cluster is described alike from both regions: one writer, a connected replica', async () => {
  const fromEast = await until(async () => isConnected(await describe(east)));
  const fromCentral = await until(async () => isConnected(await describe(central)));
  expect(fromEast).toEqual(fromCentral);
  expect(fromEast).toMatchObject({ GlobalClusterIdentifier: globalClusterId, Status: 'available' });
  expect(fromEast.GlobalClusterMembers).toMatchObject([
    { DBClusterArn: clusterArn(east), IsWriter: true, Readers: [clusterArn(central)] },
    { DBClusterArn: clusterArn(central), IsWriter: false, SynchronizationStatus: 'connected' },
  ]);
  const { DBClusters } = await rds(central).send(new DescribeDBClustersCommand({}));
  expect(DBClusters).toMatchObject([
    { DBClusterIdentifier: clusterId, Status: 'available', HttpEndpointEnabled: true },
  ]);
});

test('the lag is reported in the region of the replica, and only there', async () => {
  const lag = {
    namespace: 'AWS/RDS',
    name: 'AuroraGlobalDBReplicationLag',
    dimensions: { DBClusterIdentifier: clusterId, SourceRegion: east },
  };
  const lagMs = await until(async () => cloud.metric(central, lag));
  expect(lagMs).toBeLessThan(5_000);
  expect(cloud.metric(east, lag)).toBeUndefined();
  // As on AWS, a metric is found by all of its dimensions.
  expect(cloud.metric(central, { ...lag, dimensions: { DBClusterIdentifier: clusterId } })).toBeUndefined();
});

test.each([
  [
    'an unknown global cluster',
    { ...target, GlobalClusterIdentifier: 'other', AllowDataLoss: true },
    'GlobalClusterNotFoundFault',
  ],
  [
    'a cluster that is no member',
    { ...target, TargetDbClusterIdentifier: `${clusterArn(central)}-x`, AllowDataLoss: true },
    'DBClusterNotFoundFault',
  ],
  [
    'the writer itself',
    { ...target, TargetDbClusterIdentifier: clusterArn(east), AllowDataLoss: true },
    'InvalidGlobalClusterStateFault',
  ],
])('a failover of %s is refused', async (_, input, name) => {
  await expect(rds(central).send(new FailoverGlobalClusterCommand(input))).rejects.toMatchObject({ name });
});

test('after the loss of the writer a failover must be told that data may be lost', async () => {
  await put(east, 'replicated');
  await until(async () => (await has(central, 'replicated')) || undefined);
  cloud.links.at({ kind: 'postgres', from: central, to: east }).hold();
  cloud.links.at({ kind: 'aws', from: east, to: central }).hold();
  await sql(east, 'insert into seen values (100)');
  await put(east, 'not-yet-sent');
  expect((await describe(central)).GlobalClusterMembers?.[1]).toMatchObject({ SynchronizationStatus: 'connected' });
  await cloud.kill(east);
  await until(async () => !isConnected(await describe(central)) || undefined);
  await expect(rds(central).send(new FailoverGlobalClusterCommand(target))).rejects.toMatchObject({
    name: 'InvalidGlobalClusterStateFault',
    message: /AllowDataLoss/,
  });
});

test('the promoted standby takes writes without the commit that was held back', async () => {
  const { GlobalCluster } = await rds(central).send(
    new FailoverGlobalClusterCommand({ ...target, AllowDataLoss: true }),
  );
  expect(GlobalCluster).toMatchObject({
    Status: 'failing-over',
    FailoverState: { ToDbClusterArn: clusterArn(central) },
  });
  await until(async () => {
    const now = await describe(central);
    return now.Status === 'available' && now.GlobalClusterMembers?.[1]?.IsWriter === true;
  });
  await sql(central, 'insert into seen values (2)');
  expect(await seen(central)).toEqual([1, 2]);
  expect(await has(central, 'not-yet-sent')).toBe(false);
  expect((await describe(central)).GlobalClusterMembers?.[0]).toMatchObject({
    IsWriter: false,
    SynchronizationStatus: 'pending-resync',
  });
});

test('the returned region follows the new writer and refuses statements', async () => {
  cloud.links.at({ kind: 'postgres', from: central, to: east }).carry();
  cloud.links.at({ kind: 'aws', from: east, to: central }).carry();
  await put(central, 'written-meanwhile');
  await cloud.startRegion(east, { restored: true });
  await expect(sql(east, 'select 1')).rejects.toMatchObject({ name: 'BadRequestException' });
  await sql(central, 'insert into seen values (3)');
  const { url } = Url.parse(await cloud.hook(east, 'database'));
  await until(async () => (await rowsAt(url)).includes(3));
  expect(await rowsAt(url)).toEqual([1, 2, 3]);
  await until(async () => {
    const [member] = (await describe(east)).GlobalClusterMembers ?? [];
    return member?.IsWriter === false && member.SynchronizationStatus === 'connected';
  });
});

test('what the lost writer alone had committed can be read in the snapshot of its region', async () => {
  const snapshot = z.object({ name: z.string(), url: z.string() }).parse(await cloud.hook(east, 'old-ledger'));
  expect(snapshot.name).toMatch(/^rds:unplanned-global-failover-ledger-cluster-test-\d{8}-\d{9}$/);
  expect(await rowsAt(snapshot.url)).toEqual([1, 100]);
  expect(await cloud.hook(central, 'old-ledger')).toBeNull();
});

test('asynchronous tables are caught up in both directions', async () => {
  await until(async () => (await has(east, 'written-meanwhile')) || undefined);
  await until(async () => (await has(central, 'not-yet-sent')) || undefined);
  expect(await has(east, 'replicated')).toBe(true);
});

function rds(region: string): RDSClient {
  return new RDSClient(cloud.client(region));
}

async function describe(region: string): Promise<GlobalCluster> {
  const { GlobalClusters } = await rds(region).send(
    new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterId }),
  );
  const [found] = GlobalClusters ?? [];
  if (found === undefined) throw new Error('the global cluster is not described');
  return found;
}

/** The description, once every member follows; undefined before. */
function isConnected(cluster: GlobalCluster): GlobalCluster | undefined {
  const members = cluster.GlobalClusterMembers ?? [];
  return members.every(({ SynchronizationStatus }) => SynchronizationStatus === 'connected') ? cluster : undefined;
}

async function sql(region: string, statement: string): Promise<readonly (readonly unknown[])[]> {
  const { records } = await new RDSDataClient(cloud.client(region)).send(
    new ExecuteStatementCommand({
      resourceArn: clusterArn(region),
      secretArn: secretArn(region),
      database: 'ledger',
      sql: statement,
    }),
  );
  return records ?? [];
}

async function seen(region: string): Promise<readonly unknown[]> {
  const rows = await sql(region, 'select to_jsonb(n)::text from seen order by n');
  return rows.map(([field]) => Number(z.object({ stringValue: z.string() }).parse(field).stringValue));
}

async function rowsAt(url: string): Promise<readonly number[]> {
  const { rows } = await withConnection(url, (client) => client.query<{ n: number }>('select n from seen order by n'));
  return rows.map(({ n }) => n);
}

async function put(region: string, pk: string): Promise<void> {
  await new DynamoDBClient(cloud.client(region)).send(
    new PutItemCommand({ TableName: 'session-table-test', Item: { pk: { S: pk } } }),
  );
}

async function has(region: string, pk: string): Promise<boolean> {
  const { Item } = await new DynamoDBClient(cloud.client(region)).send(
    new GetItemCommand({ TableName: 'session-table-test', Key: { pk: { S: pk } } }),
  );
  return Item !== undefined;
}
