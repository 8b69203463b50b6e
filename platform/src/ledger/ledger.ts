import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { ArnFormat, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnGlobalCluster } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Network } from '../network/network.ts';
import type { ValuesOf } from '../published-parameters.ts';
import { ledgerOwner, secretArn } from '../secrets.ts';
import { LedgerCluster } from './ledger-cluster.ts';

export interface LedgerProps {
  readonly network: Network;
  readonly key: IKey;
  /** Credentials of the owner, in the primary's stack; a replica takes none. */
  readonly secret?: ISecret;
}

/**
 * The region's part of the ledger: an Aurora PostgreSQL global database with a member in each region.
 *
 * The primary's stack makes the writer and the global cluster around it, the secondary's joins it by name. That is where
 * the members begin; which of them writes changes with every failover and stands nowhere here.
 */
export class Ledger extends Construct {
  readonly clusterId: string;
  readonly clusterArn: string;
  readonly globalClusterId: string;

  constructor(scope: Construct, id: string, { network, key, secret }: LedgerProps) {
    super(scope, id);
    const stack = regionalStackOf(this);
    const { topology } = stack;
    this.globalClusterId = physicalName(topology, 'ledger-global-cluster');
    const isFirst = secret !== undefined;
    const { cluster, clusterId } = new LedgerCluster(this, 'Member', {
      network,
      key,
      member: isFirst
        ? {
            databaseName: topology.ledger.databaseName,
            masterUsername: ledgerOwner,
            masterUserPassword: secret.secretValueFromJson('password').unsafeUnwrap(),
          }
        : { globalClusterIdentifier: this.globalClusterId },
    });
    this.clusterId = clusterId;
    this.clusterArn = stack.formatArn({
      service: 'rds',
      resource: 'cluster',
      resourceName: clusterId,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    if (!isFirst) return;
    const global = new CfnGlobalCluster(this, 'Global', {
      globalClusterIdentifier: this.globalClusterId,
      sourceDbClusterIdentifier: cluster.attrDbClusterArn,
      deletionProtection: topology.retention.profile === 'protected',
    });
    global.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  get values(): ValuesOf<
    | 'ledgerClusterArn'
    | 'ledgerClusterId'
    | 'ledgerGlobalClusterId'
    | 'ledgerOwnerSecretArn'
    | 'ledgerReaderSecretArn'
    | 'ledgerWriterSecretArn'
    | 'ledgerRecoverySecretArn'
    | 'ledgerMaintenanceSecretArn'
    | 'ledgerDatabaseName'
  > {
    return {
      ledgerClusterArn: this.clusterArn,
      ledgerClusterId: this.clusterId,
      ledgerGlobalClusterId: this.globalClusterId,
      ledgerOwnerSecretArn: secretArn(this, 'ledgerOwner'),
      ledgerReaderSecretArn: secretArn(this, 'ledgerReader'),
      ledgerWriterSecretArn: secretArn(this, 'ledgerWriter'),
      ledgerRecoverySecretArn: secretArn(this, 'ledgerRecovery'),
      ledgerMaintenanceSecretArn: secretArn(this, 'ledgerMaintenance'),
      ledgerDatabaseName: regionalStackOf(this).topology.ledger.databaseName,
    };
  }
}
