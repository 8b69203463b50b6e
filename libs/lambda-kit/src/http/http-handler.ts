import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { headers, type RouteAccess, servedBy } from '@redoubt/contracts';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { z } from 'zod';
import type { Doorkeeper, Principal } from '../access/principal.ts';
import type { Allowance } from '../limits/request-limits.ts';
import { type Observability, observe } from '../observability.ts';
import { ProblemError } from '../problem-error.ts';
import type { LeaseView, RegionLease } from '../region-lease.ts';
import { orRehearse, type Rehearsed } from '../rehearsal/rehearsal.ts';
import { type Keys, type PrincipalOf, principalOf } from './access-gate.ts';
import type { HttpAnswer } from './http-answer.ts';
import {
  bodyOf,
  type HttpRequest,
  headerOf,
  idempotencyKeyOf,
  journeyOf,
  pathParametersOf,
  queryOf,
} from './http-request.ts';
import { problemAnswer } from './problem-answer.ts';
import { problemErrorOf } from './problem-of-error.ts';
import { allowanceOf, assertAllowed, rateLimitHeaders } from './rate-limit.ts';

/** The lease and the tools of a handler. */
export interface HttpScope<Admits> {
  /** The lease under which the request was admitted; unknown where any region answers, as nothing was read for it. */
  readonly lease: Admits extends 'active-region' ? LeaseView : undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface HttpRoute<
  Schema extends z.ZodType | undefined,
  Key extends 'required' | 'optional' | 'ignored',
  Admits extends 'active-region' | 'any-region',
  Query extends z.ZodType | undefined = undefined,
  Access extends RouteAccess = 'public',
> {
  /** Who may use the route; the same as in the service's `api.ts`. */
  readonly access: Access;
  /** Schema of the body; without one the body is not looked at. */
  readonly body?: Schema;
  /** Schema of the query; without one the query is not looked at. */
  readonly query?: Query;
  readonly idempotencyKey: Key;
  /** `active-region` refuses with 503 where the region may not act; `any-region` reads no region state at all. */
  readonly admits: Admits;
  handle(
    request: HttpRequest<
      Schema extends z.ZodType ? z.infer<Schema> : undefined,
      Key extends 'required' ? string : Key extends 'optional' ? string | undefined : undefined,
      Query extends z.ZodType ? z.infer<Query> : undefined,
      PrincipalOf<Access>
    >,
    scope: HttpScope<Admits>,
  ): Promise<HttpAnswer>;
}

/** Whose lease admits; a route for any region has none, and so no client for the region state in its bundle. */
type Admission<Admits> = Admits extends 'active-region'
  ? { readonly lease: Pick<RegionLease, 'current'> }
  : { readonly lease?: never };

/** A function behind API Gateway. */
export type HttpFunction = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Makes the function of a route: observed, refused where its region is not active, and answered in one shape.
 *
 * Whatever is thrown becomes problem details; what is not a `ProblemError` or a `FaultError` is a mistake of ours, is
 * logged, and tells the client nothing.
 */
export function httpHandler<
  Schema extends z.ZodType | undefined = undefined,
  Key extends 'required' | 'optional' | 'ignored' = 'ignored',
  Admits extends 'active-region' | 'any-region' = 'any-region',
  Query extends z.ZodType | undefined = undefined,
  Access extends RouteAccess = RouteAccess,
>(route: HttpRoute<Schema, Key, Admits, Query, Access> & Admission<Admits> & Keys<Access>): HttpFunction {
  const observability = observe();
  const access: RouteAccess = route.access;
  const keys: Doorkeeper | undefined = route.keys;
  const lease: Pick<RegionLease, 'current'> | undefined = route.lease;
  const region = process.env['AWS_REGION'] ?? 'unknown';

  async function answer(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
    const receivedAt = new Date();
    const { correlationId, traceparent } = journeyOf(event);
    observability.logger.appendKeys({ correlationId });
    let view: LeaseView | undefined;
    let principal: Principal | undefined;
    let allowance: Allowance | undefined;
    let given: HttpAnswer;
    try {
      principal = await principalOf(event, { access, keys, now: receivedAt });
      allowance = await allowanceOf(event, { principal, limits: keys?.limits, now: receivedAt });
      assertAllowed(allowance);
      view = await lease?.current();
      if (view !== undefined) admit(view);
      const request = {
        body: route.body === undefined ? undefined : bodyOf(event, route.body),
        pathParameters: pathParametersOf(event),
        query: route.query === undefined ? undefined : queryOf(event, route.query),
        idempotencyKey: idempotencyKeyOf(event, route.idempotencyKey),
        ifMatch: headerOf(event, headers.ifMatch),
        ifNoneMatch: headerOf(event, headers.ifNoneMatch),
        correlationId,
        traceparent,
        // A gateway always fills this in; direct invocations and tests may not.
        sourceIp: event.requestContext?.identity?.sourceIp,
        caller: event.requestContext?.identity?.userArn ?? undefined,
        principal,
        receivedAt,
      };
      const { logger, metrics } = observability;
      const scope = { lease: view, logger, metrics };
      // The route's options decide these types, and the lines above follow the same options.
      given = await route.handle(request as Parameters<typeof route.handle>[0], scope as HttpScope<Admits>);
    } catch (error) {
      given = answerToError(error, correlationId, observability);
    }
    const durationMs = Date.now() - receivedAt.getTime();
    observability.logger.info('answered', {
      route: routeOf(event),
      status: given.status,
      durationMs,
      epoch: view?.epoch,
      keyId: principal?.keyId,
    });
    observability.metrics.addMetric('AnsweredRequests', MetricUnit.Count, 1);
    if (given.status === 401) observability.metrics.addMetric('RefusedKeys', MetricUnit.Count, 1);
    if (given.status === 429) observability.metrics.addMetric('LimitedRequests', MetricUnit.Count, 1);
    if (allowance?.kind === 'unknown') observability.metrics.addMetric('UncountedRequests', MetricUnit.Count, 1);
    return {
      statusCode: given.status,
      headers: {
        ...(given.text === '' ? {} : { 'Content-Type': 'application/json' }),
        'Cache-Control': 'no-store',
        [headers.correlationId]: correlationId,
        [headers.servedBy]: view === undefined ? region : servedBy(view.region, view.epoch),
        ...given.headers,
        ...rateLimitHeaders(allowance),
      },
      body: given.text,
    };
  }

  const observed = middy<APIGatewayProxyEvent, APIGatewayProxyResult | Rehearsed>().use([...observability.middlewares]);
  return observed.handler(orRehearse(answer)) as unknown as HttpFunction;
}

/** A region that is still recovering accepts commands into the journal: only the ledger waits. */
function admit(view: LeaseView): void {
  if (view.isActive) return;
  throw new ProblemError(
    'region_not_active',
    `${view.region} is standby; ask the shared API name again, with the same Idempotency-Key`,
  );
}

function answerToError(error: unknown, correlationId: string, { logger }: Observability): HttpAnswer {
  const { code, detail, reasons } = problemErrorOf(error);
  // A refusal concerns the client; a fault or a mistake concerns us.
  if (!(error instanceof ProblemError)) logger.error('request failed', error as Error);
  else logger.info('refused', { code });
  return problemAnswer(code, { detail, errors: reasons, traceId: correlationId });
}

/** The route as the API documents it, without the ids that a path holds. */
function routeOf(event: APIGatewayProxyEvent): string {
  return `${event.httpMethod} ${event.resource}`;
}
