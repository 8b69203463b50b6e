import { resourceRule } from '../../rule.ts';
import { functionNamed } from './function-references.ts';
import { isGranted } from './role-grants.ts';

const needed = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Lambda creates a mapping only when the function's role may read the queue. */
export const sourceNotGranted = resourceRule('source-not-granted', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  types: ['AWS::Lambda::EventSourceMapping'],
  *check(mapping, templates) {
    const reader = functionNamed(String(mapping.properties['FunctionName']), mapping, templates);
    const queue = String(mapping.properties['EventSourceArn']);
    if (reader === undefined) return;
    const missing = needed.filter((action) => !isGranted({ reader, action, resource: queue }, templates));
    if (missing.length === 0) return;
    const message = `the role of ${reader.physicalId} may not ${missing.join(', ')} on ${queue}; grant it`;
    yield { property: 'FunctionName', message };
  },
});
