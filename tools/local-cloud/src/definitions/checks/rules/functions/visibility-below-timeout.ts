import { resourceRule } from '../../rule.ts';
import { functionNamed } from './function-references.ts';

/** AWS's defaults, in seconds. */
const visibilityDefault = 30;
const timeoutDefault = 3;

/** A message must stay hidden as long as a function may work on it: Lambda refuses the mapping otherwise. */
export const visibilityBelowTimeout = resourceRule('visibility-below-timeout', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  types: ['AWS::Lambda::EventSourceMapping'],
  *check(mapping, templates) {
    const reader = functionNamed(String(mapping.properties['FunctionName']), mapping, templates);
    const queue = templates.byArn(String(mapping.properties['EventSourceArn']));
    if (reader === undefined || queue === undefined) return;
    const timeout = Number(reader.properties['Timeout'] ?? timeoutDefault);
    const visibility = Number(queue.properties['VisibilityTimeout'] ?? visibilityDefault);
    if (visibility >= timeout) return;
    const message = `${queue.physicalId.split('/').at(-1)} hides messages for ${visibility} s, and ${reader.physicalId} may take ${timeout} s; give the queue six times that`;
    yield { property: 'EventSourceArn', message };
  },
});
