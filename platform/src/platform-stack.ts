import { domainNames, RegionalStack, type Topology } from '@redoubt/cdk-kit';
import type { Seat } from '@redoubt/contracts';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import { ApiDomain } from './api-domain.ts';
import { apiLogging } from './api-logging.ts';
import { ArchiveBucket } from './archive-bucket.ts';
import { ArchiveReplication } from './archive-replication.ts';
import { DailyBackup } from './daily-backup.ts';
import { PaymentsBus } from './event-bus.ts';
import { Ledger } from './ledger.ts';
import { Network } from './network.ts';
import { NetworkAcls } from './network-acls.ts';
import { publishParameters } from './published-parameters.ts';
import { regionKey } from './region-key.ts';
import { Routing } from './routing.ts';
import { replicatedSecrets, secretArn } from './secrets.ts';
import { ServiceEndpoints } from './service-endpoints.ts';
import { globalTables, tableIn } from './tables.ts';

/**
 * What one region holds of the platform.
 *
 * Things that exist once for both regions (tables, secrets, the global cluster, the zone) are made in the primary's stack,
 * which is deployed first. The secondary's stack knows them by their fixed names and reads nothing of the other stack, so
 * that no later deployment in one region needs the other.
 */
export class PlatformStack extends RegionalStack {
  constructor(scope: Construct, props: { readonly topology: Topology; readonly seat: Seat }) {
    super(scope, { ...props, component: 'platform' });
    const { topology, seat, region, peerRegion } = this;
    const names = domainNames(topology);
    const isFirst = seat === 'primary';

    const key = regionKey(this, 'Key');
    const topic = alarmTopic(this, 'AlarmTopic', key);
    const network = new Network(this, 'Network');
    new NetworkAcls(this, 'NetworkAcls', network.vpc);
    new ServiceEndpoints(this, 'Endpoints', { vpc: network.vpc, functions: network.functionSecurityGroup });
    const secrets = isFirst ? replicatedSecrets(this) : undefined;
    const ledger = new Ledger(this, 'Ledger', {
      network,
      key,
      ...(secrets === undefined ? {} : { secret: secrets.ledger }),
    });
    if (isFirst) globalTables(this);
    const { bucket: archive } = new ArchiveBucket(this, 'Archive');
    if (!isFirst) new ArchiveReplication(this, 'ArchiveReplication').node.addDependency(archive);
    const { bus } = new PaymentsBus(this, 'Events');
    apiLogging(this);
    const zone = isFirst ? new PublicHostedZone(this, 'Zone', { zoneName: names.zone }) : undefined;
    zone?.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const domain = new ApiDomain(this, 'ApiDomain', zone === undefined ? {} : { zone });
    const routing = new Routing(this, 'Routing', domain);
    if (zone !== undefined) routing.node.addDependency(zone);

    const { journal, regionState, session } = {
      journal: tableIn(this, 'journal'),
      regionState: tableIn(this, 'regionState'),
      session: tableIn(this, 'session'),
    };
    new DailyBackup(this, 'Backup', { key, resources: [ledger.clusterArn, journal.arn, session.arn] });
    publishParameters(this, {
      vpcId: network.vpc.vpcId,
      availabilityZones: this.availabilityZones.join(','),
      privateSubnetIds: network.vpc.privateSubnets.map((subnet) => subnet.subnetId).join(','),
      functionSecurityGroupId: network.functionSecurityGroup.securityGroupId,
      ledgerClusterArn: ledger.clusterArn,
      ledgerClusterId: ledger.clusterId,
      ledgerGlobalClusterId: ledger.globalClusterId,
      ledgerSecretArn: secretArn(this, 'ledger'),
      ledgerDatabaseName: topology.ledger.databaseName,
      journalTableName: journal.name,
      journalTableArn: journal.arn,
      regionStateTableName: regionState.name,
      regionStateTableArn: regionState.arn,
      sessionTableName: session.name,
      sessionTableArn: session.arn,
      archiveBucketName: archive.bucketName,
      archiveBucketArn: archive.bucketArn,
      eventBusName: bus.eventBusName,
      eventBusArn: bus.eventBusArn,
      apiDomainName: names.api,
      apiRegionalDomainName: names.regionalApi(region),
      apiPeerDomainName: names.regionalApi(peerRegion),
      alarmTopicArn: topic.topicArn,
      keyArn: key.keyArn,
      webhookKeySecretArn: secretArn(this, 'webhookKey'),
      primaryRegion: topology.regions.primary,
      secondaryRegion: topology.regions.secondary,
      leaseMs: String(topology.leaseMs),
      signalIntervalMs: String(topology.signalIntervalMs),
    });
    const outputs = {
      VpcId: network.vpc.vpcId,
      VpcCidr: network.vpc.vpcCidrBlock,
      LedgerClusterId: ledger.clusterId,
      ApiUrl: `https://${names.api}`,
      RegionalApiUrl: `https://${names.regionalApi(region)}`,
      ArchiveBucketArn: archive.bucketArn,
      EventBusName: bus.eventBusName,
      AlarmTopicArn: topic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
