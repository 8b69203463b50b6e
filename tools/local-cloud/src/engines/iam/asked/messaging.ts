import { busNameOf } from '../../events/rule.ts';
import type { AskedReader } from './asked-reader.ts';
import { jsonAction, jsonBody, textOf } from './json-body.ts';

/** Calls to queues, topics and buses. A batch asks for what its single call asks for. */
export const askedOfMessaging: AskedReader = (request, { account }) => {
  const { region, service } = request;
  if (service === 'sns') {
    const form = new URLSearchParams(request.body.toString('utf8'));
    const resource = form.get('TopicArn') ?? form.get('PhoneNumber') ?? '*';
    return [{ action: `sns:${form.get('Action') ?? ''}`, resource, context: {} }];
  }
  const input = jsonBody(request);
  const action = `${service}:${jsonAction(request)}`.replace(/^(sqs:.*)Batch$/, '$1');
  // Rules are listed by their bus, which has no permission of its own.
  if (service === 'events' && jsonAction(request) === 'ListRules') return [{ action, resource: '*', context: {} }];
  if (service === 'events') {
    const entries = Array.isArray(input['Entries']) ? input['Entries'] : [];
    return entries.map((entry: { readonly EventBusName?: unknown }) => {
      const bus = busNameOf(textOf(entry.EventBusName) || 'default');
      return { action, resource: `arn:aws:events:${region}:${account}:event-bus/${bus}`, context: {} };
    });
  }
  const queue = textOf(input['QueueUrl']).split('/').at(-1) || textOf(input['QueueName']) || '*';
  const given = textOf(input['SourceArn']);
  return [{ action, resource: given === '' ? `arn:aws:sqs:${region}:${account}:${queue}` : given, context: {} }];
};
