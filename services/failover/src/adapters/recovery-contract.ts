import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type RecoveryHook, type RecoveryRequest, RecoveryResult, servicesParameterPath } from '@redoubt/contracts';
import { hooksIn, type ServiceHook } from '../domain/recovery-hooks.ts';
import { FailoverError } from '../failover-error.ts';

/** Pages of hooks that are read: 10 parameters each, so more services than there will ever be. */
const pagesMax = 20;

/** A hook's answer, with whose it is. */
export interface HookAnswer {
  /** `service/hook`. */
  readonly hook: string;
  readonly result: RecoveryResult;
}

/** What the services of this region offer to a failover, found in Parameter Store and called through Lambda. */
export class RecoveryContract {
  readonly #ssm: SSMClient;
  readonly #lambda: LambdaClient;
  readonly #suffix: string;

  constructor(clients: { readonly ssm: SSMClient; readonly lambda: LambdaClient }, suffix: string) {
    this.#ssm = clients.ssm;
    this.#lambda = clients.lambda;
    this.#suffix = suffix;
  }

  /** Every service's hook of the kind, by service. */
  async hooks(kind: RecoveryHook): Promise<readonly ServiceHook[]> {
    const parameters: { name: string; value: string }[] = [];
    let token: string | undefined;
    for (let page = 0; page < pagesMax; page += 1) {
      const found = await this.#ssm.send(
        new GetParametersByPathCommand({
          Path: servicesParameterPath(this.#suffix),
          Recursive: true,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      for (const { Name, Value } of found.Parameters ?? []) {
        if (Name !== undefined && Value !== undefined) parameters.push({ name: Name, value: Value });
      }
      token = found.NextToken;
      if (token === undefined) break;
    }
    return hooksIn(parameters).filter(({ hook }) => hook === kind);
  }

  /**
   * Calls a hook and waits.
   *
   * @throws FailoverError `hook_failed` with the function's own message
   */
  async call({ service, hook, functionArn }: ServiceHook, request: RecoveryRequest): Promise<HookAnswer> {
    const { FunctionError, Payload } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
    );
    const text = Payload?.transformToString() ?? '';
    const name = `${service}/${hook}`;
    if (FunctionError !== undefined) throw new FailoverError('hook_failed', `${name} failed: ${messageIn(text)}`);
    const result = RecoveryResult.safeParse(JSON.parse(text));
    if (result.success) return { hook: name, result: result.data };
    throw new FailoverError('hook_failed', `${name} answered no recovery result`, { cause: result.error });
  }
}

/** The message in Lambda's description of an error; a hook's payload holds nothing else that is fit to be repeated. */
function messageIn(payload: string): string {
  const error: unknown = JSON.parse(payload);
  if (typeof error !== 'object' || error === null || !('errorMessage' in error)) return 'no message';
  return String(error.errorMessage);
}
