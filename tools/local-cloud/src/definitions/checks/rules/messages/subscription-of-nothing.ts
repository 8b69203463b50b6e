import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { valuesAt } from '../../property-path.ts';
import type { Finding, Rule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';

interface Subscription {
  readonly Protocol?: unknown;
  readonly Endpoint?: unknown;
  readonly RawMessageDelivery?: unknown;
}

/** Subscriptions of a topic, or to an endpoint, that is in no template. */
export const subscriptionOfNothing: Rule = {
  name: 'subscription-of-nothing',
  source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  *check(templates) {
    for (const resource of templates.ofType('AWS::SNS::Subscription')) {
      const topic = String(resource.properties['TopicArn']);
      if (templates.byArn(topic)?.type !== 'AWS::SNS::Topic') {
        yield {
          at: resource,
          property: 'TopicArn',
          message: `no template has the topic ${topic}; name one that is there`,
        };
      }
      yield* inSubscription(resource, resource.properties, '', templates);
    }
    for (const topic of templates.ofType('AWS::SNS::Topic')) {
      for (const { path, value } of valuesAt(topic.properties, 'Subscription.*')) {
        yield* inSubscription(topic, value as Subscription, `${path}.`, templates);
      }
    }
  },
};

const types: Readonly<Record<string, string>> = { sqs: 'AWS::SQS::Queue', lambda: 'AWS::Lambda::Function' };

function* inSubscription(
  at: ResolvedResource,
  { Protocol, Endpoint, RawMessageDelivery }: Subscription,
  above: string,
  templates: Templates,
): Iterable<Finding> {
  const protocol = String(Protocol);
  const endpoint = String(Endpoint);
  const property = `${above}Endpoint`;
  const type = types[protocol];
  if (Endpoint === undefined)
    yield { at, property, message: 'a subscription without endpoint; name who is to be told' };
  else if (type !== undefined && templates.byArn(endpoint)?.type !== type) {
    yield {
      at,
      property,
      message: `no template has ${endpoint}; name the ARN of a ${protocol === 'sqs' ? 'queue' : 'function'} that is there`,
    };
  } else if (/^https?$/.test(protocol) && !endpoint.startsWith(`${protocol}://`)) {
    yield { at, property, message: `got ${endpoint}; an endpoint of ${protocol} begins with ${protocol}://` };
  }
  if (String(RawMessageDelivery) === 'true' && !['sqs', 'http', 'https', 'firehose'].includes(protocol)) {
    const message = `messages to ${protocol} are never raw; leave it out`;
    yield { at, property: `${above}RawMessageDelivery`, message };
  }
}
