import { z } from 'zod';
import { type GatewayContext, renderTemplate } from './gateway-context.ts';
import type { HttpAnswer } from './http-answer.ts';

/** Answers that the gateway makes itself, with AWS' default status and message. */
const defaults = {
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Missing required request parameters' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  INVALID_SIGNATURE: {
    status: 403,
    // Without the canonical request that AWS adds: it would repeat the caller's headers.
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  EXPIRED_TOKEN: { status: 403, message: 'The security token included in the request is expired' },
  ACCESS_DENIED: { status: 403, message: 'Access Denied' },
  /** Refusals of callers that have no type of their own. */
  DEFAULT_4XX: { status: 403, message: 'Forbidden' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long' },
  THROTTLED: { status: 429, message: 'Too Many Requests' },
  /** The function failed, or its answer is not a proxy answer. */
  DEFAULT_5XX: { status: 502, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
} as const;

export type GatewayResponseType = keyof typeof defaults;

/** Types that templates may customize; those that no request can meet here are kept and never used. */
const GatewayResponseProperties = z.object({
  RestApiId: z.string(),
  ResponseType: z.string(),
  StatusCode: z.coerce.number().int().optional(),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
});
export type GatewayResponseProperties = z.infer<typeof GatewayResponseProperties>;

/** Reads a gateway response's resource. */
export function gatewayResponseProperties(properties: unknown): GatewayResponseProperties {
  return GatewayResponseProperties.parse(properties);
}

/** An error of the gateway's own. */
export interface GatewayError {
  readonly type: GatewayResponseType;
  /** In place of the exception of its type. */
  readonly errorType?: string;
  /** In place of the default message. */
  readonly message?: string;
  readonly validationError?: string;
}

/** The gateway responses of an API. */
export class GatewayResponses {
  readonly #byType: ReadonlyMap<string, GatewayResponseProperties>;

  constructor(responses: readonly GatewayResponseProperties[]) {
    this.#byType = new Map(responses.map((response) => [response.ResponseType, response]));
  }

  /** Answers an error: by the template of its type, of `DEFAULT_4XX` or `DEFAULT_5XX`, or as AWS does without any. */
  answer(
    { type, errorType = errorTypes[type], message = defaults[type].message, validationError = '' }: GatewayError,
    context: GatewayContext,
  ): HttpAnswer {
    const { status } = defaults[type];
    const custom = this.#byType.get(type) ?? this.#byType.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const known: GatewayContext = {
      ...context,
      'error.message': message,
      'error.messageString': JSON.stringify(message),
      'error.responseType': type,
      // Stands between the quotes of a JSON template.
      'error.validationErrorString': JSON.stringify(validationError).slice(1, -1),
    };
    // A header of the template replaces the default of its name.
    const headers = new Headers({ 'Content-Type': 'application/json', 'x-amzn-ErrorType': errorType });
    for (const [target, source] of Object.entries(custom?.ResponseParameters ?? {})) {
      headers.set(...responseHeader(target, source, known));
    }
    const template = custom?.ResponseTemplates['application/json'] ?? '{"message":$context.error.messageString}';
    return {
      status: custom?.StatusCode ?? status,
      headers: [...headers],
      body: Buffer.from(renderTemplate(template, known)),
      error: errorType,
    };
  }
}

const errorTypes: Readonly<Record<GatewayResponseType, string>> = {
  BAD_REQUEST_BODY: 'BadRequestException',
  BAD_REQUEST_PARAMETERS: 'BadRequestException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  INVALID_SIGNATURE: 'InvalidSignatureException',
  EXPIRED_TOKEN: 'ExpiredTokenException',
  ACCESS_DENIED: 'AccessDeniedException',
  DEFAULT_4XX: 'ForbiddenException',
  REQUEST_TOO_LARGE: 'RequestEntityTooLargeException',
  THROTTLED: 'TooManyRequestsException',
  DEFAULT_5XX: 'InternalServerErrorException',
  INTEGRATION_TIMEOUT: 'InternalServerErrorException',
};

/** `gatewayresponse.header.X: 'text'` or `context.name`; other sources are refused. */
function responseHeader(target: string, source: string, context: GatewayContext): [string, string] {
  const [, name] = /^gatewayresponse\.header\.(.+)$/.exec(target) ?? [];
  if (name === undefined) throw new Error(`gateway response parameter ${target} is not simulated; headers are`);
  const [, text] = /^'(.*)'$/s.exec(source) ?? [];
  if (text !== undefined) return [name, text];
  if (source.startsWith('context.')) return [name, context[source.slice('context.'.length)] ?? ''];
  throw new Error(`gateway response value ${source} is not simulated; quoted text and context. are`);
}
