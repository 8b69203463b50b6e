import { type ProblemCode, problemMediaType, problemOf } from '@redoubt/contracts';

/** An error that API Gateway makes itself, before or instead of a function's answer. */
interface GatewayProblem {
  readonly code: ProblemCode;
  /** Variable that holds the details, put into the text unquoted or quoted as API Gateway gives it. */
  readonly detail?: string;
}

/** Problem of each of the gateway's own errors, so that no caller ever meets another shape. */
const gatewayProblems: Readonly<Record<string, GatewayProblem>> = {
  BAD_REQUEST_BODY: { code: 'malformed_request', detail: '"$context.error.validationErrorString"' },
  BAD_REQUEST_PARAMETERS: { code: 'malformed_request', detail: '$context.error.messageString' },
  // A path that no resource has is answered as "missing authentication token" by API Gateway, and so is a request that is not signed:
  // an operator's route looks like none to strangers.
  MISSING_AUTHENTICATION_TOKEN: { code: 'not_found' },
  RESOURCE_NOT_FOUND: { code: 'not_found' },
  // At the routes of operators, who sign their requests.
  INVALID_SIGNATURE: { code: 'access_denied', detail: '$context.error.messageString' },
  EXPIRED_TOKEN: { code: 'access_denied', detail: '$context.error.messageString' },
  ACCESS_DENIED: { code: 'access_denied', detail: '$context.error.messageString' },
  REQUEST_TOO_LARGE: { code: 'payload_too_large' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'unsupported_media_type' },
  THROTTLED: { code: 'too_many_requests' },
  QUOTA_EXCEEDED: { code: 'too_many_requests' },
  // The firewall's only rule refuses addresses that send too much.
  WAF_FILTERED: { code: 'too_many_requests' },
  // What has no type of its own: a signature of which parts are missing, a key that AWS does not know. Both are answered with 403.
  DEFAULT_4XX: { code: 'access_denied', detail: '$context.error.messageString' },
  DEFAULT_5XX: { code: 'internal_error' },
};

export interface GatewayAnswer {
  readonly responseType: string;
  /** Left out for the two defaults: each kind of error keeps its own status. */
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** API Gateway's answers in place of its own error bodies: problem details with the request's id. */
export function gatewayAnswers(): readonly GatewayAnswer[] {
  return Object.entries(gatewayProblems).map(([responseType, problem]) => ({
    responseType,
    ...(responseType.startsWith('DEFAULT_') ? {} : { statusCode: String(problemOf(problem.code).status) }),
    responseParameters: {
      'gatewayresponse.header.Content-Type': `'${problemMediaType}'`,
      'gatewayresponse.header.X-Correlation-Id': 'context.requestId',
      ...(problem.code === 'too_many_requests' ? { 'gatewayresponse.header.Retry-After': "'1'" } : {}),
    },
    responseTemplates: { 'application/json': templateOf(problem) },
  }));
}

/** The template engine of gateway responses only substitutes variables. */
function templateOf({ code, detail }: GatewayProblem): string {
  const text = JSON.stringify(problemOf(code, { traceId: '$context.requestId' }));
  return detail === undefined ? text : text.replace(/}$/, `,"detail":${detail}}`);
}
