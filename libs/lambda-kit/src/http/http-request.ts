import {
  containsCardNumber,
  headers,
  IdempotencyKey,
  ownNumberHint,
  storageFaultOf,
  textFaultDetails,
} from '@redoubt/contracts';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { z } from 'zod';
import type { Principal } from '../access/principal.ts';
import { ProblemError } from '../problem-error.ts';
import { readBody } from './read-body.ts';
import { readQuery } from './read-query.ts';
import { correlationIdOf, traceparentOf } from './trace-context.ts';

/** A request after everything about it has been checked that its route demands. */
export interface HttpRequest<
  Body,
  Key extends string | undefined,
  Query = undefined,
  Caller extends Principal | undefined = undefined,
> {
  readonly body: Body;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly query: Query;
  readonly idempotencyKey: Key;
  /** The header `If-Match` as it was sent: the version that the caller saw last. */
  readonly ifMatch: string | undefined;
  /** The header `If-None-Match` as it was sent: the version that the caller has. */
  readonly ifNoneMatch: string | undefined;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Address that the request came from, as the gateway saw it; `undefined` only where no gateway is in front. */
  readonly sourceIp: string | undefined;
  /**
   * ARN of the IAM principal that has signed the request; `undefined` where the route asks for no signature
   * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
   */
  readonly caller: string | undefined;
  /** The merchant whose key was shown; undefined where the route asks for none. */
  readonly principal: Caller;
  /** When the function got the request. */
  readonly receivedAt: Date;
}

/** Every value that a header was sent with, whatever the case of its name. */
export function headersOf(event: APIGatewayProxyEvent, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const sent = Object.entries(event.multiValueHeaders ?? {}).filter(([each]) => each.toLowerCase() === wanted);
  const values = sent.flatMap(([, each]) => each ?? []);
  const single = headerOf(event, name);
  return values.length > 0 || single === undefined ? values : [single];
}

/** A header's value, whatever the case of its name. */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers ?? {}).find(([sent]) => sent.toLowerCase() === wanted);
  return found?.[1];
}

/** The parts of a request that are read even when the rest is refused. */
export function journeyOf(
  event: APIGatewayProxyEvent,
): Pick<HttpRequest<never, never>, 'correlationId' | 'traceparent'> {
  return {
    correlationId: correlationIdOf(headerOf(event, headers.correlationId)),
    traceparent: traceparentOf(headerOf(event, headers.traceparent)),
  };
}

/** @throws ProblemError `idempotency_key_missing`; `malformed_request` when it could hold a card number, or is optional and no key */
export function idempotencyKeyOf(
  event: APIGatewayProxyEvent,
  key: 'required' | 'optional' | 'ignored',
): string | undefined {
  const sent = headerOf(event, headers.idempotencyKey);
  if (key === 'ignored' || (key === 'optional' && sent === undefined)) return undefined;
  const read = IdempotencyKey.safeParse(sent);
  if (read.success && containsCardNumber(read.data)) {
    throw new ProblemError(
      'malformed_request',
      `the header Idempotency-Key looks like a card number; send a UUID, or ${ownNumberHint}`,
    );
  }
  if (read.success) return read.data;
  throw new ProblemError(
    key === 'required' ? 'idempotency_key_missing' : 'malformed_request',
    'send a header Idempotency-Key of 1 to 255 printable ASCII characters without blanks; repeat it when you retry',
  );
}

/**
 * @throws ProblemError `not_found` when an id could hold a card number: no id of ours does, and none is repeated;
 * `malformed_request` when one holds what can't be stored
 */
export function pathParametersOf(event: APIGatewayProxyEvent): Readonly<Record<string, string | undefined>> {
  const parameters = event.pathParameters ?? {};
  for (const [name, value = ''] of Object.entries(parameters)) {
    const fault = storageFaultOf(value);
    if (fault !== undefined)
      throw new ProblemError('malformed_request', `${name} in the path ${textFaultDetails[fault]}`);
    if (containsCardNumber(value)) throw new ProblemError('not_found');
  }
  return parameters;
}

/** @throws ProblemError when the route has a schema of its query and this does not match it */
export function queryOf<Schema extends z.ZodType>(event: APIGatewayProxyEvent, schema: Schema): z.infer<Schema> {
  const { queryStringParameters: single, multiValueQueryStringParameters: multiple } = event;
  return readQuery({ single, multiple }, schema);
}

/** @throws ProblemError when the route takes a body and this is not one */
export function bodyOf<Schema extends z.ZodType>(event: APIGatewayProxyEvent, schema: Schema): z.infer<Schema> {
  const contentType = headerOf(event, 'Content-Type');
  return readBody({ text: event.body, isBase64: event.isBase64Encoded, contentType }, schema);
}
