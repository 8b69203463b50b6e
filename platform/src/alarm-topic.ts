import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SmsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Topic of the region's alarms and of each step of a failover; people subscribe by e-mail or text message. */
export function alarmTopic(scope: Construct, id: string, key: IKey): Topic {
  const { topology, account } = regionalStackOf(scope);
  const topic = new Topic(scope, id, {
    topicName: physicalName(topology, 'alarm-topic'),
    displayName: 'Redoubt alarms',
    masterKey: key,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  for (const address of topology.alertEmails) topic.addSubscription(new EmailSubscription(address));
  for (const number of topology.alertPhones) topic.addSubscription(new SmsSubscription(number));
  return topic;
}
