import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { answerQuery, type QueryActions, queryAction } from '../../protocol/aws/query-actions.ts';
import type { RegionDatabase } from '../postgres/region-database.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';

const namespace = 'http://rds.amazonaws.com/doc/2014-10-31/';

const truth = z.enum(['true', 'false']).transform((text) => text === 'true');
const Target = { GlobalClusterIdentifier: z.string(), TargetDbClusterIdentifier: z.string() };
const WriterRegion = z.object({ writerRegion: z.string() });
const DatabaseName = z.object({ database: z.string().optional() });

/** Answers of control: the action's result in JSON with lists as arrays, or a refusal of AWS. */
const Refused = z.object({ refusal: z.object({ code: z.string(), message: z.string(), status: z.number() }) });
const MemberStatus = z.object({ status: z.string().optional() });
const Described = z.object({ GlobalClusters: z.array(z.record(z.string(), z.unknown())) });
const Changed = z.object({ GlobalCluster: z.record(z.string(), z.unknown()) });

/**
 * RDS of one region: its PostgreSQL, and the calls about the global cluster, which control answers.
 *
 * @param database undefined when the region's stacks have no cluster
 */
export function createRds(context: RegionContext, database: RegionDatabase | undefined): ServiceModule {
  const actions: QueryActions = {
    DescribeGlobalClusters: queryAction(
      z.strictObject({ GlobalClusterIdentifier: z.string().optional() }),
      async (input) => {
        const { GlobalClusters } = Described.parse(await ask('DescribeGlobalClusters', input));
        return { GlobalClusters: { GlobalClusterMember: GlobalClusters.map(globalClusterXml) } };
      },
    ),
    FailoverGlobalCluster: queryAction(
      z.strictObject({ ...Target, AllowDataLoss: truth.optional(), Switchover: truth.optional() }),
      async (input) => changed(await ask('FailoverGlobalCluster', input)),
    ),
    SwitchoverGlobalCluster: queryAction(z.strictObject(Target), async (input) =>
      changed(await ask('SwitchoverGlobalCluster', input)),
    ),
    DescribeDBClusters: queryAction(z.strictObject({ DBClusterIdentifier: z.string().optional() }), (input) =>
      describeClusters(context, database, input.DBClusterIdentifier),
    ),
    DescribeDBInstances: queryAction(z.strictObject({ DBInstanceIdentifier: z.string().optional() }), (input) =>
      describeInstances(context, database, input.DBInstanceIdentifier),
    ),
  };

  async function ask(action: string, input: unknown): Promise<unknown> {
    const answer = await context.control(`rds/${action}`, input);
    const refused = Refused.safeParse(answer);
    if (!refused.success) return answer;
    const { code, message, status } = refused.data.refusal;
    throw new AwsError(code, message, status);
  }

  function own(): RegionDatabase {
    if (database !== undefined) return database;
    throw new Error(`the stacks of ${context.model.region} have no database cluster`);
  }

  return {
    service: 'rds',
    resourceTypes: ['AWS::RDS::GlobalCluster', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
    // PostgreSQL starts before the first resource is deployed: it takes longest, and depends on none of them.
    async deploy() {},
    start: async () => await database?.started,
    handle: (request) => answerQuery({ actions, namespace, requestId: randomUUID() }, request),
    hooks: {
      promote: async () => await own().promote(),
      rejoin: async (body) => await own().rejoin(WriterRegion.parse(body).writerRegion),
      retire: async () => await own().retire(),
      resume: async (body) => await own().resume(WriterRegion.parse(body).writerRegion),
      'bring-database-down': async () => await own().bringDown(),
      'bring-database-up': async (body) => await own().bringUp(WriterRegion.parse(body).writerRegion),
      database: async (body) => await describeDatabase(own(), DatabaseName.parse(body ?? {}).database),
      'old-ledger': async (body) => (await own().oldLedger(DatabaseName.parse(body ?? {}).database)) ?? null,
    },
    metric({ namespace: group, name, dimensions }) {
      if (group !== 'AWS/RDS' || name !== 'AuroraGlobalDBReplicationLag' || database === undefined) return undefined;
      // A metric is found by all of its dimensions, and by no others.
      const { DBClusterIdentifier, SourceRegion, ...others } = dimensions;
      const isOurs = DBClusterIdentifier === database.identity.clusterId && SourceRegion === database.sourceRegion;
      return isOurs && Object.keys(others).length === 0 ? database.lagMs : undefined;
    },
    stop: async () => await database?.stop(),
  };
}

/** For control: what the database does now. */
async function describeDatabase(database: RegionDatabase, name: string | undefined): Promise<unknown> {
  const status = await database.status();
  if (status === undefined) throw new Error('the database does not answer');
  const url = await database.url(name);
  return status.isWriter
    ? { role: 'writer', isWriter: true, isStreaming: false, standbys: status.standbys, lsn: status.position, url }
    : {
        role: 'replica',
        isWriter: false,
        isStreaming: status.isStreaming,
        lsn: status.replayed,
        receivedLsn: status.received,
        lagMs: status.lagMs,
        url,
      };
}

async function describeClusters(
  context: RegionContext,
  database: RegionDatabase | undefined,
  id: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const identity = database?.identity;
  const isAsked = id === undefined || id === identity?.clusterId || id === identity?.clusterArn;
  if (!isAsked)
    throw new AwsError('DBClusterNotFoundFault', `DBCluster ${id} not found in ${context.model.region}`, 404);
  if (database === undefined || identity === undefined) return { DBClusters: {} };
  const { status } = MemberStatus.parse(await context.control('rds/MemberStatus', { region: context.model.region }));
  return {
    DBClusters: {
      DBCluster: [
        {
          DBClusterIdentifier: identity.clusterId,
          DBClusterArn: identity.clusterArn,
          // A cluster whose only instance is down stays available on AWS: storage and endpoint are there.
          Status: status ?? (database.hasStarted ? 'available' : 'starting'),
          Engine: 'aurora-postgresql',
          EngineVersion: identity.engineVersion,
          HttpEndpointEnabled: identity.hasDataApi,
          GlobalWriteForwardingStatus: 'disabled',
        },
      ],
    },
  };
}

/** All instances of a cluster are its one PostgreSQL here. */
function describeInstances(
  { model: { region, account } }: RegionContext,
  database: RegionDatabase | undefined,
  id: string | undefined,
): Readonly<Record<string, unknown>> {
  const { instanceIds = [], clusterId } = database?.identity ?? {};
  const asked = instanceIds.filter((known) => id === undefined || known === id);
  if (id !== undefined && asked.length === 0) {
    throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found in ${region}`, 404);
  }
  if (asked.length === 0) return { DBInstances: {} };
  return {
    DBInstances: {
      DBInstance: asked.map((instanceId) => ({
        DBInstanceIdentifier: instanceId,
        DBInstanceArn: `arn:aws:rds:${region}:${account}:db:${instanceId}`,
        DBClusterIdentifier: clusterId,
        DBInstanceStatus: database?.instanceStatus,
        Engine: 'aurora-postgresql',
      })),
    },
  };
}

function changed(answer: unknown): Readonly<Record<string, unknown>> {
  return { GlobalCluster: globalClusterXml(Changed.parse(answer).GlobalCluster) };
}

/** The query protocol names each list's elements. */
function globalClusterXml({
  GlobalClusterMembers,
  ...rest
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const members = z.array(z.record(z.string(), z.unknown())).parse(GlobalClusterMembers);
  return {
    ...rest,
    GlobalClusterMembers: {
      GlobalClusterMember: members.map(({ Readers, ...member }) => ({ ...member, Readers: { member: Readers } })),
    },
  };
}
