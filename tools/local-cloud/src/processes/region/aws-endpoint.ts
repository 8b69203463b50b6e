import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { CallFaults } from '../../engines/faults/call-faults.ts';
import { followLink } from '../../engines/s3/presigned/follow-link.ts';
import type { LocalHook, RegionContext, ServiceModule } from '../../engines/service-module.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { errorAnswer, errorFormat } from '../../protocol/aws/error-answer.ts';
import { signatureScope } from '../../protocol/aws/signature-scope.ts';
import { callerRefusal, isSame, tokenHeader } from '../../protocol/http/caller-check.ts';
import { listening, type RunningServer } from '../../protocol/http/listening.ts';
import { readBody } from '../../protocol/http/read-body.ts';
import { forwardedHeader } from './forward-request.ts';

/** Largest body of any simulated call in bytes: DynamoDB's and Lambda's requests end at 16 MB. */
const bodyBytesMax = 16 * 1024 * 1024;

/** Path prefix of control's calls; no AWS path begins so. */
const localPrefix = '/_local/';

export interface AwsEndpointProps {
  readonly context: RegionContext;
  readonly modules: readonly ServiceModule[];
  readonly hooks: Readonly<Record<string, LocalHook>>;
  /** Throws `AwsError` for a call that its caller may not make. */
  readonly authorize: (request: AwsRequest) => void;
  /** Whether an access key is a function's: they make presigned links. */
  readonly isFunction: (accessKeyId: string) => boolean;
  /** Faults that are injected into calls. */
  readonly faults: CallFaults;
  /** Whether the caller is dead before its call is looked at: then it gets no answer. */
  readonly crashedAt: (request: AwsRequest) => Promise<boolean>;
}

/** Starts the endpoint for all SDK calls of a region: the signature's scope names service and region. */
export async function startAwsEndpoint({
  context,
  modules,
  hooks,
  authorize,
  isFunction,
  faults,
  crashedAt,
}: AwsEndpointProps): Promise<RunningServer> {
  const byService = new Map(modules.map((module) => [module.service, module]));

  /** @returns undefined when nobody waits for an answer */
  async function answer(incoming: IncomingMessage, requestId: string): Promise<AwsResponse | undefined> {
    // As it came: a parser of URLs would take `..` out of an object's key.
    const [, path = '/', search = ''] = /^([^?]*)\??(.*)$/s.exec(incoming.url ?? '/') ?? [];
    const given = await readBody(incoming, bodyBytesMax);
    const body = given === 'too_large' ? Buffer.alloc(0) : given;
    const isHook = path.startsWith(localPrefix);
    const refusal = callerRefusal(incoming.headers, isHook ? context.start.token : undefined);
    if (refusal !== undefined) throw new AwsError('AccessDeniedException', refusal.message, refusal.status);
    if (isHook) return answerHook(hooks, path.slice(localPrefix.length), body);
    const headers = lowerCaseHeaders(incoming);
    const sent = { method: incoming.method ?? 'GET', path, query: new URLSearchParams(search), headers, body };
    const request = signedRequest(sent, isFunction);
    if ('refusal' in request) return errorAnswer(request.refusal, 'rest-xml', requestId);
    if (await crashedAt(request)) return undefined;
    try {
      if (given === 'too_large') throw tooLarge(request.service);
      return await route(request);
    } catch (error) {
      if (!(error instanceof AwsError))
        context.log('aws', 'call failed', { service: request.service, error: String(error) });
      return errorAnswer(error, errorFormat(request), requestId);
    }
  }

  async function route(request: AwsRequest): Promise<AwsResponse> {
    // A caller is known in its own region alone: there it was asked before its call went over the link.
    const isForwarded = request.headers[forwardedHeader] !== undefined;
    if (!isForwarded || !isSame(request.headers[tokenHeader], context.start.token)) authorize(request);
    if (request.region !== context.model.region) return context.forward(request.region, request);
    const module = byService.get(request.service);
    if (module === undefined) {
      throw new AwsError(
        'UnknownService',
        `${request.service} is not simulated; there are ${[...byService.keys()].join(', ')}`,
      );
    }
    return await faults.around(request, () => module.handle(request));
  }

  const server = createServer((incoming, outgoing) => {
    const requestId = randomUUID();
    answer(incoming, requestId)
      .catch((error) => errorAnswer(error, 'rest-json', requestId))
      .then((given) => {
        if (given === undefined) return void outgoing.destroy();
        outgoing.writeHead(given.status, { ...given.headers, 'x-amzn-requestid': requestId });
        outgoing.end(given.body);
      });
  });
  return listening(server, { host: context.address, port: context.portBase + 1 });
}

/**
 * The call of a request: signed by its header, or a presigned link of S3, whose refusals are S3's.
 *
 * @throws AwsError `MissingAuthenticationToken`
 */
function signedRequest(
  sent: Omit<AwsRequest, 'service' | 'region' | 'caller'>,
  isFunction: AwsEndpointProps['isFunction'],
): AwsRequest | { readonly refusal: AwsError } {
  const scope = signatureScope(sent.headers['authorization']);
  try {
    const linked = followLink(sent, { isFunction, nowMs: Date.now() });
    if (linked !== undefined) return linked;
  } catch (error) {
    if (error instanceof AwsError) return { refusal: error };
    throw error;
  }
  if (scope !== undefined) return { ...scope, ...sent };
  throw new AwsError('MissingAuthenticationToken', 'the request has no Signature Version 4 authorization', 403);
}

/** S3 has its own code for it, and takes objects of 5 GB. */
function tooLarge(service: string): AwsError {
  return service === 's3'
    ? new AwsError(
        'EntityTooLarge',
        `Your proposed upload exceeds the maximum allowed size, ${bodyBytesMax} bytes here`,
      )
    : new AwsError('RequestEntityTooLarge', `more than ${bodyBytesMax} bytes`, 413);
}

async function answerHook(hooks: AwsEndpointProps['hooks'], name: string, body: Buffer): Promise<AwsResponse> {
  const headers = { 'content-type': 'application/json' };
  const hook = hooks[name];
  if (hook === undefined) {
    return {
      status: 404,
      headers,
      body: JSON.stringify({ error: `no hook ${name}; there are ${Object.keys(hooks).join(', ')}` }),
    };
  }
  try {
    const answer = await hook(body.length === 0 ? undefined : JSON.parse(body.toString('utf8')));
    return { status: 200, headers, body: JSON.stringify(answer ?? null) };
  } catch (error) {
    return {
      status: 500,
      headers,
      body: JSON.stringify({ error: error instanceof Error ? error.message : String(error) }),
    };
  }
}

function lowerCaseHeaders(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
