import { physicalName, regionalName, regionalStackOf } from '@redoubt/cdk-kit';
import { ArnFormat, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** How long a backup and its copy are kept. */
const keptFor = Duration.days(7);

/** AWS' own policy for backups. */
const policyName = 'service-role/AWSBackupServiceRolePolicyForBackup';

export interface DailyBackupProps {
  readonly key: IKey;
  /** ARNs of what is backed up, in this region. */
  readonly resources: readonly string[];
}

/**
 * Backs up the region's ledger and tables at 03:00 UTC, into its own vault and into the other region's.
 *
 * Replication carries a mistake to the other region within a second; a backup is what remains then. Copies can't be
 * restored to any second: the cluster's own backups and the tables' point-in-time recovery can.
 */
export class DailyBackup extends Construct {
  readonly vaultName: string;

  constructor(scope: Construct, id: string, { key, resources }: DailyBackupProps) {
    super(scope, id);
    const stack = regionalStackOf(this);
    const { topology, region, peerRegion } = stack;
    this.vaultName = physicalName(topology, 'backup-vault');
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: this.vaultName,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const peerVaultArn = stack.formatArn({
      service: 'backup',
      region: peerRegion,
      resource: 'backup-vault',
      resourceName: this.vaultName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: physicalName(topology, 'backup-plan'),
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: physicalName(topology, 'backup-daily'),
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          deleteAfter: keptFor,
          copyActions: [
            {
              destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'PeerVault', peerVaultArn),
              deleteAfter: keptFor,
            },
          ],
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      roleName: regionalName(topology, region, 'backup'),
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'AWS Backup reads what it backs up',
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policyName)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policyName}]`,
      reason:
        'AWS Backup takes some sixty actions over a dozen services, and AWS changes them with each kind of resource.',
    });
    plan.addSelection('Selection', {
      backupSelectionName: physicalName(topology, 'backup-selection'),
      role,
      disableDefaultBackupPolicy: true,
      resources: resources.map((arn) => BackupResource.fromArn(arn)),
    });
  }
}
