import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from './aws-call.ts';
import { xmlElement } from './xml.ts';

/** Carries out one action of a service; the result becomes the XML `<Action>Result`. */
export type QueryAction = (input: unknown, request: AwsRequest) => Promise<Readonly<Record<string, unknown>>>;

/** The actions of a service that speaks AWS' query protocol, by name. */
export type QueryActions = Readonly<Record<string, QueryAction>>;

/** Declares an action: its form fields are parsed, and one that is not simulated is refused by name. */
export function queryAction<Input extends z.ZodType>(
  input: Input,
  act: (
    input: z.infer<Input>,
    request: AwsRequest,
  ) => Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>,
): QueryAction {
  return async (given, request) => {
    const parsed = input.safeParse(given);
    if (!parsed.success) throw new AwsError('InvalidParameter', z.prettifyError(parsed.error));
    return await act(parsed.data, request);
  };
}

/** Answers a query call: form fields in, XML out. */
export async function answerQuery(
  {
    actions,
    namespace,
    requestId,
  }: { readonly actions: QueryActions; readonly namespace: string; readonly requestId: string },
  request: AwsRequest,
): Promise<AwsResponse> {
  const {
    Action: name = '',
    Version: _,
    ...fields
  } = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  const action = actions[name];
  if (action === undefined) {
    const known = Object.keys(actions).join(', ');
    throw new AwsError('InvalidAction', `${request.service} ${name} is not simulated; there are ${known}`);
  }
  const result = await action(nestedFields(fields), request);
  const body = xmlElement(`${name}Response`, {
    [`${name}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  }).replace('>', ` xmlns="${namespace}">`);
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}

/** Turns `A.B=1&L.member.1=x` into `{ A: { B: '1' }, L: { member: { 1: 'x' } } }`. */
export function nestedFields(fields: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    const path = name.split('.');
    const last = path.pop() ?? name;
    let at = root;
    for (const step of path) {
      const next = at[step];
      if (typeof next === 'string') throw new AwsError('MalformedQueryString', `${name} is below a field with a value`);
      at[step] = next ?? Object.create(null);
      at = at[step] as Record<string, unknown>;
    }
    at[last] = value;
  }
  return root;
}
