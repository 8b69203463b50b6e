import type { AwsRequest } from '../../../protocol/aws/aws-call.ts';

/** The input of a JSON call; a body that is none asks for nothing in particular, and is refused by its service. */
export function jsonBody({ body }: AwsRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The action that a call of the JSON protocols names. */
export function jsonAction({ headers }: AwsRequest): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? '';
}

/** A member as text; empty when it is none, which no policy names. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
