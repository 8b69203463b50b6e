import type { ErrorObject, ValidateFunction } from 'ajv';
import type { HttpRequest } from './http-request.ts';

/** A method's requirements of a request before its function runs. */
export interface RequestValidator {
  readonly requiredHeaders: readonly string[];
  readonly requiredQuery: readonly string[];
  /** Compiled models by media type; `$default` stands for any other. Empty when bodies are not validated. */
  readonly models: ReadonlyMap<string, ValidateFunction>;
}

/** Why a request is refused, by the gateway response that answers it. */
export type Refusal =
  | { readonly type: 'BAD_REQUEST_PARAMETERS'; readonly message: string }
  | { readonly type: 'BAD_REQUEST_BODY'; readonly message: 'Invalid request body'; readonly validationError: string };

/**
 * Validates as API Gateway does: required parameters must be there and not empty, and the body must fit the model of
 * its media type. A body of a type without a model passes: the function has to refuse it.
 */
export function refusalOf(validator: RequestValidator, request: HttpRequest): Refusal | undefined {
  const missing = [
    ...validator.requiredHeaders.filter((name) => !request.header(name)),
    ...validator.requiredQuery.filter((name) => !request.query.get(name)),
  ];
  if (missing.length > 0) {
    return { type: 'BAD_REQUEST_PARAMETERS', message: `Missing required request parameters: [${missing.join(', ')}]` };
  }
  const mediaType = (request.header('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const validate = validator.models.get(mediaType) ?? validator.models.get('$default');
  if (validate === undefined) return undefined;
  const body = parsed(request.body);
  if (body === notJson) return invalidBody('Unable to parse JSON body');
  if (validate(body)) return undefined;
  return invalidBody((validate.errors ?? []).map(described).join(', '));
}

const notJson = Symbol('not JSON');

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return notJson;
  }
}

function invalidBody(reason: string): Refusal {
  return { type: 'BAD_REQUEST_BODY', message: 'Invalid request body', validationError: `[${reason}]` };
}

function described({ instancePath, message = 'is not valid' }: ErrorObject): string {
  return instancePath === '' ? message : `${instancePath} ${message}`;
}
