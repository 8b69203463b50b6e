import type { AwsRequest } from '../../protocol/aws/aws-call.ts';
import { jsonBody, textOf } from '../iam/asked/json-body.ts';
import type { Asked } from '../iam/decide.ts';

/** One thing that a call is about. */
export interface CalledThing {
  /** Prefix of IAM's action. */
  readonly service: string;
  readonly operation: string;
  /** Name of the table, bucket, queue, function … */
  readonly resource: string;
  /** Partition keys of items, key of an object, SQL, or the resource's name. */
  readonly keys: readonly string[];
}

/** The things that a call is about, by what it asks of IAM. */
export function calledThings(request: AwsRequest, asked: readonly Asked[]): readonly CalledThing[] {
  return asked.map(({ action, resource: arn, context }) => {
    const [service = '', operation = ''] = action.split(':');
    const { resource, key } = namesIn(arn, service);
    const keys = {
      dynamodb: () => context['dynamodb:LeadingKeys'],
      'rds-data': () => [textOf(jsonBody(request)['sql'])],
    };
    return { service, operation, resource, keys: keys[service as keyof typeof keys]?.() ?? [key] };
  });
}

/** The resource's name, and the key of an object in it. */
function namesIn(arn: string, service: string): { readonly resource: string; readonly key: string } {
  const path = arn.split(':').slice(5).join(':') || arn;
  if (service === 's3') {
    const [bucket = '', ...key] = path.split('/');
    return { resource: bucket, key: key.join('/') };
  }
  if (service === 'ssm') {
    const name = path.replace(/^parameter/, '');
    return { resource: name, key: name };
  }
  const [, name = path] = path.split(/[:/]/);
  return { resource: name, key: name };
}
