import { objectOf, textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';

/** Properties that name a queue for what could not be delivered; functions take topics, too. */
const places: readonly (readonly [type: string, path: string, types: readonly string[]])[] = [
  ['AWS::SQS::Queue', 'RedrivePolicy.deadLetterTargetArn', ['AWS::SQS::Queue']],
  ['AWS::SNS::Subscription', 'RedrivePolicy.deadLetterTargetArn', ['AWS::SQS::Queue']],
  ['AWS::Events::Rule', 'Targets.*.DeadLetterConfig.Arn', ['AWS::SQS::Queue']],
  ['AWS::Events::EventBus', 'DeadLetterConfig.Arn', ['AWS::SQS::Queue']],
  ['AWS::Lambda::Function', 'DeadLetterConfig.TargetArn', ['AWS::SQS::Queue', 'AWS::SNS::Topic']],
  [
    'AWS::Lambda::EventInvokeConfig',
    'DestinationConfig.OnFailure.Destination',
    ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::Lambda::Function', 'AWS::Events::EventBus'],
  ],
];

/** Dead letters go to a queue that exists, in the same region. */
export const deadLetterNotThere: Rule = {
  name: 'dead-letter-not-there',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  *check(templates) {
    for (const [type, path, types] of places) {
      for (const resource of templates.ofType(type)) {
        const { RedrivePolicy, ...others } = resource.properties;
        const given = RedrivePolicy === undefined ? others : { ...others, RedrivePolicy: objectOf(RedrivePolicy) };
        for (const { path: property, text } of textsAt(given, path)) {
          const target = templates.byArn(text);
          if (target !== undefined && types.includes(target.type) && target.region === resource.region) continue;
          const allowed = types.map((each) => each.split('::')[2]?.toLowerCase()).join(' or ');
          yield {
            at: resource,
            property,
            message: `${resource.region} has no ${allowed} ${text}; name one that is there`,
          };
        }
      }
    }
  },
};
