import { addAlarms, domainNames, RegionalStack, type Topology } from '@redoubt/cdk-kit';
import type { Seat } from '@redoubt/contracts';
import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import { ArchiveBucket, archiveName } from './archive/archive-bucket.ts';
import { ArchiveReplication } from './archive/archive-replication.ts';
import { DailyBackup } from './daily-backup.ts';
import { Entrance } from './entrance.ts';
import { PaymentsBus } from './event-bus.ts';
import { firewall } from './firewall.ts';
import { Ledger } from './ledger/ledger.ts';
import { limitsTable } from './limits-table.ts';
import { Network } from './network/network.ts';
import { NetworkAcls } from './network/network-acls.ts';
import { ServiceEndpoints } from './network/service-endpoints.ts';
import { operatorAccess } from './operator-access.ts';
import { platformAlarms } from './platform-alarms.ts';
import { PlatformDashboard } from './platform-dashboard.ts';
import { type PlatformValues, publishParameters } from './published-parameters.ts';
import { regionKey } from './region-key.ts';
import { replicatedSecrets, secretArn } from './secrets.ts';
import { globalTables, tableValues } from './tables.ts';

/**
 * One region's part of the platform.
 *
 * Things that exist once for both regions (tables, secrets, the global cluster, the zone) are made in the primary's stack,
 * which is deployed first. The secondary's stack knows them by their fixed names and reads nothing of the other stack, so
 * that no later deployment in one region needs the other.
 */
export class PlatformStack extends RegionalStack {
  constructor(scope: Construct, props: { readonly topology: Topology; readonly seat: Seat }) {
    super(scope, { ...props, component: 'platform' });
    const isFirst = this.seat === 'primary';

    const key = regionKey(this, 'Key');
    const topic = alarmTopic(this, 'AlarmTopic', key);
    const network = new Network(this, 'Network');
    new NetworkAcls(this, 'NetworkAcls', network.vpc);
    new ServiceEndpoints(this, 'Endpoints', network);
    if (isFirst) globalTables(this);
    if (isFirst) operatorAccess(this);
    const limits = limitsTable(this, 'LimitsTable');
    const secret = isFirst ? { secret: replicatedSecrets(this).ledgerOwner } : {};
    const ledger = new Ledger(this, 'Ledger', { network, key, ...secret });
    const archive = new ArchiveBucket(this, 'Archive');
    if (!isFirst) new ArchiveReplication(this, 'ArchiveReplication').node.addDependency(archive.bucket);
    const events = new PaymentsBus(this, 'Events');
    const { domain } = new Entrance(this, 'Entrance');

    const values: PlatformValues = {
      ...network.values,
      ...ledger.values,
      ...tableValues(this),
      firewallArn: firewall(this, 'Firewall').attrArn,
      limitsTableName: limits.tableName,
      limitsTableArn: limits.tableArn,
      ...archive.values,
      ...events.values,
      ...domain.values,
      alarmTopicArn: topic.topicArn,
      keyArn: key.keyArn,
      webhookKeySecretArn: secretArn(this, 'webhookKey'),
      canaryKeySecretArn: secretArn(this, 'canaryKey'),
      accessPeppersSecretArn: secretArn(this, 'accessPeppers'),
      primaryRegion: this.topology.regions.primary,
      secondaryRegion: this.topology.regions.secondary,
      leaseMs: String(this.topology.leaseMs),
      signalIntervalMs: String(this.topology.signalIntervalMs),
    };
    publishParameters(this, values);

    const { vaultName } = new DailyBackup(this, 'Backup', {
      key,
      resources: [
        values.ledgerClusterArn,
        values.journalTableArn,
        values.sessionTableArn,
        values.settingsTableArn,
        values.accessTableArn,
      ],
    });
    const definitions = platformAlarms({
      ledgerClusterId: values.ledgerClusterId,
      tableNames: [
        values.journalTableName,
        values.regionStateTableName,
        values.sessionTableName,
        values.settingsTableName,
        values.accessTableName,
      ],
      undelivered: events.undelivered,
      archives: { own: archiveName(this, this.region), peer: archiveName(this, this.peerRegion) },
      peerRegion: this.peerRegion,
      backupVaultName: vaultName,
    });
    addAlarms(this, definitions, topic.topicArn);
    new PlatformDashboard(this, 'Dashboard');
    this.#say(values, network.vpc.vpcCidrBlock);
  }

  /** Outputs for people; no other stack reads them. */
  #say(values: PlatformValues, vpcCidr: string): void {
    const { api, regionalApi } = domainNames(this.topology);
    const outputs = {
      VpcId: values.vpcId,
      VpcCidr: vpcCidr,
      LedgerClusterId: values.ledgerClusterId,
      ApiUrl: `https://${api}`,
      RegionalApiUrl: `https://${regionalApi(this.region)}`,
      ArchiveBucketArn: values.archiveBucketArn,
      EventBusName: values.eventBusName,
      AlarmTopicArn: values.alarmTopicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
