import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { undeletable } from './undeletable.ts';

/** The key of a region: ledger, archive, backups and alarm topic are encrypted with it, and it never leaves the region. */
export function regionKey(scope: Construct, id: string): Key {
  const { topology, account } = regionalStackOf(scope);
  const key = new Key(scope, id, {
    alias: `alias/${physicalName(topology, 'platform-key')}`,
    description: 'Encrypts what the platform keeps in this region',
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // CloudWatch publishes alarms into an encrypted topic itself; without this they vanish silently.
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsIntoTheTopic',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  if (topology.retention.profile === 'protected')
    key.addToResourcePolicy(undeletable(['kms:DisableKey', 'kms:ScheduleKeyDeletion']));
  return key;
}
