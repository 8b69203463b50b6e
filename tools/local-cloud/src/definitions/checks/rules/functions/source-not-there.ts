import { resourceRule } from '../../rule.ts';

/** Queues that feed functions exist in the function's own region. */
export const sourceNotThere = resourceRule('source-not-there', {
  source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html',
  types: ['AWS::Lambda::EventSourceMapping'],
  *check({ properties: { EventSourceArn }, region }, templates) {
    const arn = String(EventSourceArn);
    const source = templates.byArn(arn);
    if (source === undefined) {
      yield { property: 'EventSourceArn', message: `no template has the queue ${arn}; name one that is there` };
    } else if (source.region !== region) {
      yield {
        property: 'EventSourceArn',
        message: `${arn} is in another region; a function reads queues of its own region`,
      };
    }
  },
});
