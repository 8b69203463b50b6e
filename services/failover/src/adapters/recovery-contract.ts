import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import {
  BookResult,
  ProbeResult,
  type RecoveryHook,
  type RecoveryRequest,
  RecoveryResult,
  servicesParameterPath,
} from '@redoubt/contracts';
import type { z } from 'zod';
import { hooksIn, type ServiceHook } from '../domain/recovery-hooks.ts';
import { FailoverError } from '../failover-error.ts';

/** Pages of hooks that are read: 10 parameters each, so more services than there will ever be. */
const pagesMax = 20;

/** The hooks that services of this region publish in Parameter Store, called through Lambda. */
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
    return (await this.allHooks()).filter(({ hook }) => hook === kind);
  }

  async allHooks(): Promise<readonly ServiceHook[]> {
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
    return hooksIn(parameters);
  }

  /** Lets a service's store take writes of the new epoch. */
  open(hook: ServiceHook, request: RecoveryRequest): Promise<RecoveryResult> {
    return this.#call(hook, request, RecoveryResult);
  }

  /** Lets a service recover one page. */
  recover(hook: ServiceHook, request: RecoveryRequest): Promise<RecoveryResult> {
    return this.#call(hook, request, RecoveryResult);
  }

  /** Asks a service in the standby whether it could work there. */
  probe(hook: ServiceHook, request: RecoveryRequest): Promise<ProbeResult> {
    return this.#call(hook, request, ProbeResult);
  }

  /** Lets a service of the active region prove that money can be booked. */
  book(hook: ServiceHook, request: RecoveryRequest): Promise<BookResult> {
    return this.#call(hook, request, BookResult);
  }

  /** @throws FailoverError `hook_failed` with the function's own message */
  async #call<Schema extends z.ZodType>(
    { service, hook, functionArn }: ServiceHook,
    request: RecoveryRequest,
    schema: Schema,
  ): Promise<z.infer<Schema>> {
    const { FunctionError, Payload } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
    );
    const text = Payload?.transformToString() ?? '';
    const name = `${service}/${hook}`;
    if (FunctionError !== undefined) throw new FailoverError('hook_failed', `${name} failed: ${messageIn(text)}`);
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data;
    throw new FailoverError('hook_failed', `${name} gave a result of another shape`, { cause: result.error });
  }
}

/** The message in Lambda's description of an error; a hook's payload holds nothing else that is fit to be repeated. */
function messageIn(payload: string): string {
  const error: unknown = JSON.parse(payload);
  if (typeof error !== 'object' || error === null || !('errorMessage' in error)) return 'no message';
  return String(error.errorMessage);
}
