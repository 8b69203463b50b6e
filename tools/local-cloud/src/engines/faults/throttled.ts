import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Code and status of a throttled call where they are not `ThrottlingException` and 400. */
const refusals: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  cloudwatch: { code: 'Throttling', status: 400 },
  lambda: { code: 'TooManyRequestsException', status: 429 },
  rds: { code: 'Throttling', status: 400 },
  s3: { code: 'SlowDown', status: 503 },
  ses: { code: 'TooManyRequestsException', status: 429 },
  sns: { code: 'Throttled', status: 429 },
};

/** The refusal of a throttled call, as its service words it. */
export function throttled(service: string): AwsError {
  const { code, status } = refusals[service] ?? { code: 'ThrottlingException', status: 400 };
  return new AwsError(code, 'Rate exceeded', status);
}
