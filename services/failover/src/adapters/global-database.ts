import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DBInstanceNotFoundFault,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  InvalidGlobalClusterStateFault,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { isServing } from '../domain/database-status.ts';
import type { OwnDatabase } from '../domain/promotability.ts';
import { FailoverError } from '../failover-error.ts';

/** How old a figure of the lag may be, in milliseconds: Aurora publishes one a minute. */
const lagAgeMsMax = 300_000;

export interface GlobalDatabaseIds {
  readonly globalClusterId: string;
  /** The cluster in this region. */
  readonly ownClusterArn: string;
  readonly ownClusterId: string;
  /** Its instances. */
  readonly ownInstanceIds: readonly string[];
  /** The other region: the lag is published by the region that it is counted from. */
  readonly peerRegion: string;
}

/** The lag of this region's replica, and when it was measured. */
export interface ReplicaLag {
  readonly lagMs: number;
  readonly measuredAtMs: number;
}

/** The Aurora global database, asked through this region's endpoints only. */
export class GlobalDatabase {
  readonly #rds: RDSClient;
  readonly #cloudWatch: CloudWatchClient;
  readonly #ids: GlobalDatabaseIds;

  constructor(clients: { readonly rds: RDSClient; readonly cloudWatch: CloudWatchClient }, ids: GlobalDatabaseIds) {
    this.#rds = clients.rds;
    this.#cloudWatch = clients.cloudWatch;
    this.#ids = ids;
  }

  /**
   * This region's own cluster. From a standby the Data API fails, so control planes say what it is.
   *
   * @throws FailoverError `database_unreachable`
   */
  async own(): Promise<OwnDatabase> {
    const [global, isAvailable] = await Promise.all([this.#describe(), this.#isAvailable()]);
    const member = global.GlobalClusterMembers?.find(({ DBClusterArn }) => DBClusterArn === this.#ids.ownClusterArn);
    const isConnected = member?.SynchronizationStatus === 'connected';
    return {
      role: member === undefined ? 'none' : member.IsWriter === true ? 'writer' : 'replica',
      isAvailable,
      isInTransition: global.Status !== 'available' || global.FailoverState !== undefined,
      isConnected,
    };
  }

  /** The replica's lag as it was measured last; undefined when nobody said lately. */
  async lag(nowMs: number): Promise<ReplicaLag | undefined> {
    const { MetricDataResults: [result] = [] } = await this.#cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(nowMs - lagAgeMsMax),
        EndTime: new Date(nowMs),
        ScanBy: 'TimestampDescending',
        MetricDataQueries: [
          {
            Id: 'lag',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/RDS',
                MetricName: 'AuroraGlobalDBReplicationLag',
                Dimensions: [
                  { Name: 'DBClusterIdentifier', Value: this.#ids.ownClusterId },
                  { Name: 'SourceRegion', Value: this.#ids.peerRegion },
                ],
              },
              Period: 60,
              Stat: 'Maximum',
            },
          },
        ],
      }),
    );
    const [lagMs] = result?.Values ?? [];
    const [measuredAt] = result?.Timestamps ?? [];
    return lagMs === undefined || measuredAt === undefined ? undefined : { lagMs, measuredAtMs: measuredAt.getTime() };
  }

  /**
   * Asks for the unplanned promotion of this region's cluster. Without `AllowDataLoss` Aurora would try a switchover,
   * which needs the region that is gone.
   *
   * @returns `refused` when the global database is in a state that does not allow it
   */
  async promoteOwnCluster(): Promise<'requested' | 'refused'> {
    try {
      await this.#rds.send(
        new FailoverGlobalClusterCommand({
          GlobalClusterIdentifier: this.#ids.globalClusterId,
          TargetDbClusterIdentifier: this.#ids.ownClusterArn,
          AllowDataLoss: true,
        }),
      );
      return 'requested';
    } catch (error) {
      if (error instanceof InvalidGlobalClusterStateFault) return 'refused';
      throw error;
    }
  }

  async #describe(): Promise<GlobalCluster> {
    const { globalClusterId } = this.#ids;
    const { GlobalClusters: [cluster] = [] } = await this.#rds.send(
      new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterId }),
    );
    if (cluster !== undefined) return cluster;
    throw new FailoverError('database_unreachable', `there is no global database ${globalClusterId}`);
  }

  async #isAvailable(): Promise<boolean> {
    const { ownClusterId, ownInstanceIds } = this.#ids;
    const [{ DBClusters: [cluster] = [] }, ...instances] = await Promise.all([
      this.#rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: ownClusterId })),
      ...ownInstanceIds.map((id) => this.#instanceStatus(id)),
    ]);
    return isServing(cluster?.Status, instances);
  }

  /** @returns undefined when there is no such instance */
  async #instanceStatus(id: string): Promise<string | undefined> {
    try {
      const { DBInstances: [instance] = [] } = await this.#rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }),
      );
      return instance?.DBInstanceStatus;
    } catch (error) {
      if (error instanceof DBInstanceNotFoundFault) return undefined;
      throw error;
    }
  }
}
