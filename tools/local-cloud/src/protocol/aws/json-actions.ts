import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from './aws-call.ts';

/** Carries out one action of a service; the result becomes the JSON body. */
export type JsonAction = (input: unknown, request: AwsRequest) => Promise<unknown>;

/** The actions of a service that speaks AWS' JSON protocol, by name. */
export type JsonActions = Readonly<Record<string, JsonAction>>;

/** Declares an action: its input is parsed, and a parameter that is not simulated is refused by name. */
export function jsonAction<Input extends z.ZodType>(
  input: Input,
  act: (input: z.infer<Input>, request: AwsRequest) => unknown,
): JsonAction {
  return async (given, request) => {
    const parsed = input.safeParse(given);
    if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
    return await act(parsed.data, request);
  };
}

/** Answers a JSON 1.0 or 1.1 call: the action is named by `X-Amz-Target`. */
export async function answerJson(actions: JsonActions, request: AwsRequest): Promise<AwsResponse> {
  const name = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
  const action = actions[name];
  if (action === undefined) {
    const known = Object.keys(actions).join(', ');
    throw new AwsError('UnknownOperationException', `${request.service} ${name} is not simulated; there are ${known}`);
  }
  const answer = await action(parseBody(request.body), request);
  return {
    status: 200,
    headers: { 'content-type': request.headers['content-type'] ?? 'application/x-amz-json-1.1' },
    body: answer === undefined ? '' : JSON.stringify(answer),
  };
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `the body is not JSON: ${String(error)}`);
  }
}
