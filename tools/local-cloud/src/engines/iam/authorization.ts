import { type FunctionIdentity, functionIdentities } from '../../definitions/function-identities.ts';
import { AwsError, type AwsRequest } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { askedBy } from './asked-by.ts';
import { decide } from './decide.ts';
import { refusalText } from './refusal-text.ts';

/** Code and status of a refusal where they are not `AccessDeniedException` and 400. */
const refusals: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  lambda: { code: 'AccessDeniedException', status: 403 },
  'rds-data': { code: 'AccessDeniedException', status: 403 },
  rds: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
  sqs: { code: 'AccessDenied', status: 403 },
};

/**
 * Permissions of a region's functions, by the policies of their roles.
 *
 * A caller that is no function is the operator, or a region that continues a call it has authorized.
 */
export class Authorization {
  readonly #identities: ReadonlyMap<string, FunctionIdentity>;
  readonly #resources: readonly ResolvedResource[];
  readonly #account: string;

  constructor({ resources, account }: { readonly resources: readonly ResolvedResource[]; readonly account: string }) {
    this.#identities = functionIdentities(resources, account);
    this.#resources = resources;
    this.#account = account;
  }

  /** Whether a caller is a function of the region. */
  isFunction(caller: string): boolean {
    return this.#identities.has(caller);
  }

  /** @throws AwsError as the service that is called words it */
  verify(request: AwsRequest): void {
    const identity = this.#identities.get(request.caller);
    if (identity === undefined) return;
    for (const asked of askedBy(request, { resources: this.#resources, account: this.#account })) {
      const context = { ...asked.context, 'lambda:SourceFunctionArn': [identity.functionArn] };
      const decision = decide(identity.statements, { ...asked, context });
      if (decision === 'allowed') continue;
      const { code, status } = refusals[request.service] ?? { code: 'AccessDeniedException', status: 400 };
      throw new AwsError(code, refusalText({ ...asked, principal: identity.principal, decision }), status);
    }
  }
}
