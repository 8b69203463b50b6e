import { physicalName, regionalStackOf, type ServiceFunction } from '@redoubt/cdk-kit';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Mail } from './mail.ts';

/** Calls a function with each bounce and complaint of the region's mails, from the default bus. What fails is tried again twice, and then counted as an error. */
export class MailFeedback extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { mail, consumer }: { readonly mail: Mail; readonly consumer: ServiceFunction },
  ) {
    super(scope, id);
    const { topology } = regionalStackOf(this);
    new Rule(this, 'Rule', {
      ruleName: physicalName(topology, 'notifications-mail-feedback-rule'),
      description: 'Bounces and complaints pause channels',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        // Other environments of the account send in other names.
        detail: { mail: { tags: { 'ses:configuration-set': [mail.configurationSet] } } },
      },
      targets: [new LambdaFunction(consumer)],
    });
  }
}
