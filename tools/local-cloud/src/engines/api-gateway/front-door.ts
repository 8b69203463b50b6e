import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { listening, type RunningServer } from '../../protocol/http/listening.ts';
import { readBody } from '../../protocol/http/read-body.ts';
import type { HttpFaults } from '../faults/http-faults.ts';
import type { InvocationEnd } from '../lambda/function-worker.ts';
import type { RegionContext } from '../service-module.ts';
import type { ApiGatewayModule } from './api-gateway-module.ts';
import { type AuthorizedCaller, IamCallers, type InvokedMethod } from './caller/authorize-caller.ts';
import { type GatewayContext, gatewayContext } from './gateway-context.ts';
import type { GatewayError } from './gateway-responses.ts';
import type { HttpAnswer } from './http-answer.ts';
import { HttpRequest } from './http-request.ts';
import { matchResource } from './match-resource.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { refusalOf } from './request-validator.ts';
import type { ApiMethod, RestApi } from './rest-api.ts';

/** Largest request body in bytes. */
const bodyBytesMax = 10 * 1024 * 1024;

/** Request line and headers together, in bytes. */
const headBytesMax = 10_240;

export interface FrontDoorProps {
  readonly context: RegionContext;
  readonly gateway: ApiGatewayModule;
  /** Faults that are injected into requests. */
  readonly faults: HttpFaults;
  /** @param by.gone aborted when the client leaves, or the gateway has answered without the function */
  readonly run: (
    functionName: string,
    payload: string,
    by: { readonly requestId: string; readonly gone: AbortSignal },
  ) => Promise<InvocationEnd>;
}

/** Outcome of one request, for the access log. */
interface Served {
  /** Absent when no mapping of the name leads to an API. */
  readonly api?: RestApi;
  readonly answer: HttpAnswer;
  readonly known: GatewayContext;
  /**
   * Key of the mapping and route as the API states them; absent when there is none. The log holds this and never the path that was
   * sent: a client may have put something into it that no log may hold, and access logs on AWS name the route as well.
   */
  readonly route?: string;
}

/** Starts the HTTP server that stands for API Gateway's regional endpoints: the `Host` header names the API. */
export async function startFrontDoor({ context, gateway, faults, run }: FrontDoorProps): Promise<RunningServer> {
  const callers = new IamCallers({ model: () => context.model, roleKey: context.start.roleKey });

  async function serve(
    incoming: IncomingMessage,
    {
      requestId,
      receivedAt,
      gone,
    }: { readonly requestId: string; readonly receivedAt: Date; readonly gone: AbortSignal },
  ): Promise<Served> {
    const body = await readBody(incoming, bodyBytesMax);
    const request = new HttpRequest(incoming, body === 'too_large' ? Buffer.alloc(0) : body);
    const injected = faults.strike(request);
    const mapped = gateway.mappedApi(request.host, request.path);
    const known = (resourcePath: string, api?: RestApi) =>
      gatewayContext({
        requestId,
        httpMethod: request.method,
        path: request.path,
        resourcePath,
        stage: api?.stage.name ?? '-',
        apiId: api?.id ?? '-',
        domainName: request.host,
        accountId: context.model.account,
        sourceIp: request.sourceIp,
        userAgent: request.header('user-agent') ?? '-',
        receivedAt,
      });
    if (injected !== undefined) return { answer: faultAnswer(injected), known: known('-') };
    if (mapped.outcome === 'forbidden') return { answer: forbidden, known: known('-') };
    const { api, basePath, path, headerNames } = mapped;
    const routeOf = (resourcePath: string) =>
      resourcePath === '/' && basePath !== '' ? basePath : `${basePath}${resourcePath}`;
    const refuse = (error: GatewayError, resourcePath?: string): Served => {
      const variables = known(resourcePath ?? path, api);
      const answer = api.responses.answer(error, variables);
      return {
        api,
        answer,
        known: variables,
        ...(resourcePath === undefined ? {} : { route: routeOf(resourcePath) }),
      };
    };
    if (body === 'too_large') return refuse({ type: 'REQUEST_TOO_LARGE' });
    const match = matchResource(api.resources, path);
    const method = match?.resource.methods.get(request.method) ?? match?.resource.methods.get('ANY');
    if (match === undefined || method === undefined) return refuse({ type: 'MISSING_AUTHENTICATION_TOKEN' });
    const { resource, pathParameters } = match;
    const hasToken = api.stage.throttles.take({ method: method.httpMethod, resourcePath: resource.path });
    if (!hasToken) return refuse({ type: 'THROTTLED' }, resource.path);
    const authorized = await authorize(request, method, { apiId: api.id, stage: api.stage.name, path });
    if (authorized?.outcome === 'refused') return refuse(authorized.error, resource.path);
    const refusal = refusalOf(method.validator, request);
    if (refusal !== undefined) return refuse(refusal, resource.path);
    const event = proxyEvent(request, {
      accountId: context.model.account,
      apiId: api.id,
      stage: api.stage.name,
      stageVariables: api.stage.variables,
      resourceId: resource.id,
      resourcePath: resource.path,
      pathParameters,
      headerNames,
      requestId,
      receivedAt,
      caller: authorized?.caller,
    });
    const end = await integrate(method, JSON.stringify(event), { requestId, gone });
    if ('type' in end) return refuse(end, resource.path);
    return { api, answer: end, known: known(resource.path, api), route: routeOf(resource.path) };
  }

  /** @returns undefined for a method that anybody may call */
  async function authorize(
    request: HttpRequest,
    { authorization }: ApiMethod,
    where: Pick<InvokedMethod, 'apiId' | 'stage' | 'path'>,
  ): Promise<AuthorizedCaller | undefined> {
    if (authorization === 'NONE') return undefined;
    return await callers.authorize(request, { ...where, httpMethod: request.method }, Date.now());
  }

  async function integrate(
    method: ApiMethod,
    payload: string,
    { requestId, gone }: { readonly requestId: string; readonly gone: AbortSignal },
  ): Promise<HttpAnswer | GatewayError> {
    const { promise: timeout, resolve } = Promise.withResolvers<'timeout'>();
    const late = new AbortController();
    const timer = setTimeout(() => {
      resolve('timeout');
      late.abort();
    }, method.timeoutMs);
    const running = run(method.functionName, payload, { requestId, gone: AbortSignal.any([gone, late.signal]) });
    // Nobody may be waiting for it any more.
    running.catch(() => {});
    try {
      const end = await Promise.race([running, timeout]);
      if (end === 'timeout') return { type: 'INTEGRATION_TIMEOUT' };
      if (end.outcome === 'failed') {
        context.log('front-door', 'function failed', {
          function: method.functionName,
          error: end.failure.errorMessage,
        });
        return { type: 'DEFAULT_5XX' };
      }
      return proxyAnswer(end.payload) ?? { type: 'DEFAULT_5XX' };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      context.log('front-door', 'function not run', { function: method.functionName, error: error.code });
      // Lambda takes less than the gateway does.
      return { type: error.code === 'RequestTooLargeException' ? 'REQUEST_TOO_LARGE' : 'DEFAULT_5XX' };
    } finally {
      clearTimeout(timer);
    }
  }

  // Node itself refuses a longer head, before there is a request to log.
  const server = createServer({ maxHeaderSize: headBytesMax }, (incoming, outgoing) => {
    const requestId = randomUUID();
    const receivedAt = new Date();
    const left = new AbortController();
    outgoing.once('close', () => left.abort());
    serve(incoming, { requestId, receivedAt, gone: left.signal })
      .catch((error: unknown): Served => {
        context.log('front-door', 'request failed', { error: String(error) });
        return { answer: failed, known: { requestId } };
      })
      .then(({ api, answer, known, route = '-' }) => {
        if (api !== undefined)
          countRequest(context, { api, status: answer.status, ms: Date.now() - receivedAt.getTime() });
        outgoing.statusCode = answer.status;
        for (const [name, value] of answer.headers) outgoing.appendHeader(name, value);
        outgoing.setHeader('x-amzn-RequestId', requestId);
        outgoing.end(incoming.method === 'HEAD' ? undefined : answer.body);
        context.log('front-door', `${known['httpMethod'] ?? '-'} ${route} ${answer.status}`, {
          host: known['domainName'],
          ms: Date.now() - receivedAt.getTime(),
          requestId,
          ...(answer.error === undefined ? {} : { error: answer.error }),
        });
      });
  });
  return listening(server, { host: context.address, port: context.portBase });
}

/** Publishes the metrics of one request. */
function countRequest(
  { count }: RegionContext,
  { api, status, ms }: { readonly api: RestApi; readonly status: number; readonly ms: number },
): void {
  const values = {
    Count: 1,
    '4XXError': status >= 400 && status < 500 ? 1 : 0,
    '5XXError': status >= 500 ? 1 : 0,
    Latency: ms,
  };
  for (const [name, value] of Object.entries(values)) {
    count({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiName: api.name } }, value);
  }
}

/** No mapping of a name leads to an API: no gateway responses apply. */
const forbidden: HttpAnswer = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: Buffer.from('{"message":"Forbidden"}'),
  error: 'ForbiddenException',
};

const failed: HttpAnswer = {
  status: 500,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"message":"Internal server error"}'),
  error: 'InternalServerErrorException',
};

/** Problem details, as our APIs have them. */
function faultAnswer(status: number): HttpAnswer {
  const detail = 'a fault of the local cloud';
  return {
    status,
    headers: [['Content-Type', 'application/problem+json']],
    body: Buffer.from(
      JSON.stringify({ type: 'about:blank', title: 'Injected fault', status, code: 'injected', detail }),
    ),
    error: detail,
  };
}
