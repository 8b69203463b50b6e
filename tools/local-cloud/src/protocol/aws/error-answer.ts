import { AwsError, type AwsResponse } from './aws-call.ts';
import { xmlElement } from './xml.ts';

/** Format of errors, by the protocol of the request. */
export type ErrorFormat = 'json' | 'rest-json' | 'query' | 'rest-xml';

/** Chooses the format: every protocol has its own marks in the request. */
export function errorFormat({
  service,
  headers,
}: {
  readonly service: string;
  readonly headers: Readonly<Record<string, string>>;
}): ErrorFormat {
  if (headers['x-amz-target'] !== undefined) return 'json';
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'query';
  return service === 's3' || service === 'route53' ? 'rest-xml' : 'rest-json';
}

/** Answers a refusal as AWS would in the caller's protocol; anything but an `AwsError` is an internal failure. */
export function errorAnswer(error: unknown, format: ErrorFormat, requestId: string): AwsResponse {
  const { code, message, status, headers } =
    error instanceof AwsError
      ? error
      : new AwsError('InternalFailure', 'the local cloud failed; see the region log', 500);
  const type = status < 500 ? 'Sender' : 'Receiver';
  if (format === 'json' || format === 'rest-json') {
    return {
      status,
      headers: {
        ...headers,
        'content-type': format === 'json' ? 'application/x-amz-json-1.1' : 'application/json',
        'x-amzn-errortype': code,
        // SQS and CloudWatch clients map this to the error names of their old query protocol.
        'x-amzn-query-error': `${code};${type}`,
      },
      body: JSON.stringify({ __type: code, message }),
    };
  }
  const details = { Type: type, Code: code, Message: message };
  const body =
    format === 'query'
      ? xmlElement('ErrorResponse', { Error: details, RequestId: requestId })
      : xmlElement('Error', { Code: code, Message: message, RequestId: requestId });
  return { status, headers: { ...headers, 'content-type': 'text/xml' }, body };
}
