import type { GatewayCaller } from './caller/gateway-caller.ts';
import { clfTime } from './gateway-context.ts';
import type { HttpRequest } from './http-request.ts';

/** Context of a request besides its bytes. */
export interface ProxyRequestContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly headerNames: 'as-sent' | 'lower-case';
  readonly requestId: string;
  readonly receivedAt: Date;
  /** Who has signed the request; undefined where nobody has to. */
  readonly caller: GatewayCaller | undefined;
}

/**
 * Makes the event of a Lambda proxy integration of a REST API (payload format 1.0).
 *
 * With a custom domain `path` is the full path with the mapping's key, as on AWS.
 */
export function proxyEvent(request: HttpRequest, context: ProxyRequestContext): object {
  const given = [
    ...request.headerList,
    ['X-Forwarded-For', request.sourceIp],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Amzn-Trace-Id', traceId(context)],
  ] as const;
  const named = (name: string) => (context.headerNames === 'lower-case' ? name.toLowerCase() : name);
  const headerList = given.map(([name, value]) => [named(name), value] as const);
  return {
    resource: context.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: Object.fromEntries(headerList),
    multiValueHeaders: grouped(headerList),
    queryStringParameters: orNull(Object.fromEntries(request.query)),
    multiValueQueryStringParameters: orNull(grouped([...request.query])),
    pathParameters: context.pathParameters,
    stageVariables: context.stageVariables,
    requestContext: {
      resourceId: context.resourceId,
      resourcePath: context.resourcePath,
      httpMethod: request.method,
      extendedRequestId: context.requestId,
      requestTime: clfTime(context.receivedAt),
      path: request.path,
      accountId: context.accountId,
      protocol: 'HTTP/1.1',
      stage: context.stage,
      domainPrefix: request.host.split('.')[0] ?? '',
      requestTimeEpoch: context.receivedAt.getTime(),
      requestId: context.requestId,
      identity: {
        accessKey: context.caller?.accessKey ?? null,
        accountId: context.caller?.accountId ?? null,
        apiKey: null,
        apiKeyId: null,
        caller: context.caller?.caller ?? null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: context.caller?.user ?? null,
        userAgent: request.header('user-agent') ?? null,
        userArn: context.caller?.userArn ?? null,
      },
      domainName: request.host,
      apiId: context.apiId,
    },
    // No API here has binary media types, so every body is text.
    body: request.body.length === 0 ? null : request.body.toString('utf8'),
    isBase64Encoded: false,
  };
}

function traceId({ receivedAt, requestId }: ProxyRequestContext): string {
  const seconds = Math.floor(receivedAt.getTime() / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

/** Callers choose the names: one may be `__proto__`. */
function grouped(list: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of list) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

function orNull<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}
