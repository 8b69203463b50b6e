import { ledgerInstanceNames, physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CfnDBCluster,
  CfnDBClusterParameterGroup,
  type CfnDBClusterProps,
  CfnDBInstance,
  CfnDBSubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { Network } from '../network/network.ts';

export interface LedgerClusterProps {
  readonly network: Network;
  readonly key: IKey;
  /** Properties of this member of the global cluster alone: credentials for the writer, membership for the other. */
  readonly member: Partial<CfnDBClusterProps>;
}

/** Days that automated backups can restore any second of. */
const backupRetentionDays = 7;

/**
 * A slow statement is logged without the values that it was given: by default PostgreSQL logs them whole, and they hold payments.
 * https://www.postgresql.org/docs/17/runtime-config-logging.html
 */
const unloggedValues = { log_parameter_max_length: '0', log_parameter_max_length_on_error: '0' };

/**
 * One region's member of the ledger's global cluster, as CloudFormation's own resources.
 *
 * Both members are made here, so that a promoted one has the parameters, capacity and instances of the one it follows.
 * The constructs for clusters know no global database: they would insist on credentials that a replica must not have.
 */
export class LedgerCluster extends Construct {
  readonly cluster: CfnDBCluster;
  readonly clusterId: string;

  constructor(scope: Construct, id: string, { network, key, member }: LedgerClusterProps) {
    super(scope, id);
    const { topology } = regionalStackOf(this);
    const { engineVersion, capacity } = topology.ledger;
    const isProtected = topology.retention.profile === 'protected';
    this.clusterId = physicalName(topology, 'ledger-cluster');
    const subnets = new CfnDBSubnetGroup(this, 'Subnets', {
      dbSubnetGroupName: physicalName(topology, 'ledger-subnet-group'),
      dbSubnetGroupDescription: 'Isolated subnets of the ledger',
      subnetIds: network.vpc.isolatedSubnets.map((subnet) => subnet.subnetId),
    });
    const parameters = new CfnDBClusterParameterGroup(this, 'Parameters', {
      dbClusterParameterGroupName: physicalName(topology, 'ledger-parameter-group'),
      family: `aurora-postgresql${engineVersion.split('.')[0]}`,
      description: 'Ledger, the same in both regions',
      // rds.global_db_rpo keeps its default: with one secondary, a promoted writer would wait for a region that is gone.
      parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', ...unloggedValues },
    });
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/rds/cluster/${this.clusterId}/postgresql`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.cluster = new CfnDBCluster(this, 'Cluster', {
      dbClusterIdentifier: this.clusterId,
      engine: 'aurora-postgresql',
      engineVersion,
      dbSubnetGroupName: subnets.ref,
      dbClusterParameterGroupName: parameters.ref,
      vpcSecurityGroupIds: [network.ledgerSecurityGroup.securityGroupId],
      storageEncrypted: true,
      kmsKeyId: key.keyArn,
      enableHttpEndpoint: true,
      enableIamDatabaseAuthentication: true,
      enableCloudwatchLogsExports: ['postgresql'],
      backupRetentionPeriod: backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: isProtected,
      ...(capacity.kind === 'serverless'
        ? { serverlessV2ScalingConfiguration: { minCapacity: capacity.acuMin, maxCapacity: capacity.acuMax } }
        : {}),
      ...member,
    });
    this.cluster.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Validations.of(this.cluster).acknowledge({
      id: 'AwsSolutions-RDS11',
      reason:
        'Another port hides nothing: the cluster stands in isolated subnets and takes calls of one security group.',
    });
    if (!isProtected) {
      Validations.of(this.cluster).acknowledge({
        id: 'AwsSolutions-RDS10',
        reason: 'Everything can be destroyed by default; the retention profile "protected" turns protection on.',
      });
    }
    this.cluster.node.addDependency(log);
    for (const [index, dbInstanceIdentifier] of ledgerInstanceNames(topology).entries()) {
      const instance = new CfnDBInstance(this, `Instance${index + 1}`, {
        dbInstanceIdentifier,
        dbClusterIdentifier: this.cluster.ref,
        engine: 'aurora-postgresql',
        dbInstanceClass: capacity.kind === 'serverless' ? 'db.serverless' : capacity.instanceClass,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: false,
        enablePerformanceInsights: true,
        performanceInsightsKmsKeyId: key.keyArn,
      });
      instance.applyRemovalPolicy(RemovalPolicy.DESTROY);
    }
  }
}
