import { type ServiceFunction, wildcardStatement } from '@redoubt/cdk-kit';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Mail } from './mail.ts';

/** Lets a function write to people: mails of the environment's domain, text messages to any number, and to no topic. */
export function grantPeople(fn: ServiceFunction, mail: Mail): void {
  fn.addEnvironment('MAIL_FROM', mail.from);
  fn.addEnvironment('MAIL_CONFIGURATION_SET', mail.configurationSet);
  fn.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: [...mail.arns] }));
  fn.addToRolePolicy(wildcardStatement('TextMessagesToNumbers', { actions: ['sns:Publish'], resources: ['*'] }));
  fn.addToRolePolicy(
    wildcardStatement('TextMessagesToNoTopic', {
      effect: Effect.DENY,
      actions: ['sns:Publish'],
      resources: ['arn:aws:sns:*:*:*'],
    }),
  );
}
