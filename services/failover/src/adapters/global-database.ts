import {
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  InvalidGlobalClusterStateFault,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Observation } from '../domain/observation.ts';
import { FailoverError } from '../failover-error.ts';
import { reasonOf } from '../reason-of.ts';

/** This region's cluster as the global database describes it. */
export interface OwnCluster {
  readonly isWriter: boolean;
  /** Aurora is already promoting it. */
  readonly isBeingPromoted: boolean;
}

export interface GlobalDatabaseIds {
  readonly globalClusterId: string;
  /** ARN of the cluster in this region. */
  readonly ownClusterArn: string;
}

/** The Aurora global database, asked through the RDS endpoint of this region only. */
export class GlobalDatabase {
  readonly #client: RDSClient;
  readonly #ids: GlobalDatabaseIds;

  constructor(client: RDSClient, ids: GlobalDatabaseIds) {
    this.#client = client;
    this.#ids = ids;
  }

  /**
   * State of replication into this region.
   *
   * From a standby the Data API fails and `AuroraGlobalDBReplicationLag` comes once a minute, so this is the member's
   * `SynchronizationStatus`. AWS does not say how soon it changes after a loss: the other two signals must do without it.
   */
  async sightReplication(): Promise<Observation['replication']> {
    try {
      const member = this.#ownMember(await this.#describe());
      if (member === undefined) return { kind: 'not_a_member' };
      const status = member.SynchronizationStatus ?? 'unknown';
      if (status === 'unknown') return { kind: 'unreadable', reason: 'no SynchronizationStatus' };
      return status === 'connected' ? { kind: 'connected' } : { kind: 'disconnected', status };
    } catch (error) {
      return { kind: 'unreadable', reason: reasonOf(error) };
    }
  }

  /** @throws FailoverError `database_unreachable` when this region's cluster is not a member */
  async ownCluster(): Promise<OwnCluster> {
    const cluster = await this.#describe();
    const member = this.#ownMember(cluster);
    if (member === undefined) {
      throw new FailoverError(
        'database_unreachable',
        `${this.#ids.ownClusterArn} is not a member of ${this.#ids.globalClusterId}; add it again before it can be promoted`,
      );
    }
    return {
      isWriter: member.IsWriter === true,
      isBeingPromoted: cluster.FailoverState?.ToDbClusterArn === this.#ids.ownClusterArn,
    };
  }

  /**
   * Asks for the unplanned promotion of this region's cluster. Without `AllowDataLoss` Aurora would try a switchover,
   * which needs the region that is gone.
   *
   * @returns `refused` when the global database is in a state that does not allow it: look again what it is doing
   */
  async promoteOwnCluster(): Promise<'requested' | 'refused'> {
    try {
      await this.#client.send(
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
    const { GlobalClusters: [cluster] = [] } = await this.#client.send(
      new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterId }),
    );
    if (cluster !== undefined) return cluster;
    throw new FailoverError('database_unreachable', `there is no global database ${globalClusterId}`);
  }

  #ownMember(cluster: GlobalCluster) {
    return cluster.GlobalClusterMembers?.find((member) => member.DBClusterArn === this.#ids.ownClusterArn);
  }
}
