import { resourceRule } from '../../rule.ts';
import { isGranted } from '../functions/role-grants.ts';

/** Lambda takes a queue for dead letters only when the function's role may send to it. */
export const deadLetterNotGranted = resourceRule('dead-letter-not-granted', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  types: ['AWS::Lambda::Function'],
  *check(reader, templates) {
    const target = (reader.properties['DeadLetterConfig'] as { readonly TargetArn?: string } | undefined)?.TargetArn;
    if (target === undefined) return;
    const action = target.startsWith('arn:aws:sns:') ? 'sns:Publish' : 'sqs:SendMessage';
    if (isGranted({ reader, action, resource: target }, templates)) return;
    yield { property: 'DeadLetterConfig.TargetArn', message: `its role may not ${action} on ${target}; grant it` };
  },
});
