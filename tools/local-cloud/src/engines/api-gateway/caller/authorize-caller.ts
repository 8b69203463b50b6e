import { type RoleIdentity, roleIdentities } from '../../../definitions/role-identities.ts';
import { amzDate } from '../../../protocol/aws/amz-date.ts';
import type { RegionModel } from '../../../protocol/resolved.ts';
import { knownSession, type RoleSession } from '../../../protocol/role-credentials.ts';
import { decide } from '../../iam/decide.ts';
import { refusalText } from '../../iam/refusal-text.ts';
import type { GatewayError } from '../gateway-responses.ts';
import type { HttpRequest } from '../http-request.ts';
import { parseAuthorization, type SignedAuthorization } from './authorization-header.ts';
import { isSignedBy } from './expected-signature.ts';
import type { GatewayCaller } from './gateway-caller.ts';
import { signatureFault, signingName } from './signature-faults.ts';

export type AuthorizedCaller =
  | { readonly outcome: 'caller'; readonly caller: GatewayCaller }
  | { readonly outcome: 'refused'; readonly error: GatewayError };

/** A method of a stage, as it is invoked. */
export interface InvokedMethod {
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  /** Path without the mapping's key, as it was sent. */
  readonly path: string;
}

export interface CallersProps {
  readonly model: () => RegionModel;
  /** Key of {@link RegionStart.roleKey}. */
  readonly roleKey: string;
}

/**
 * Callers of methods with `AuthorizationType: AWS_IAM`: their signatures, and what their roles may invoke.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html and, for what is answered,
 * https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch. Signatures in the query are not simulated: such a request counts
 * as not signed.
 */
export class IamCallers {
  readonly #props: CallersProps;
  #roles: { readonly of: RegionModel; readonly byName: ReadonlyMap<string, RoleIdentity> } | undefined;

  constructor(props: CallersProps) {
    this.#props = props;
  }

  /** @param now milliseconds since 1970 */
  async authorize(request: HttpRequest, method: InvokedMethod, now: number): Promise<AuthorizedCaller> {
    const header = request.header('authorization');
    if (header === undefined) return refused({ type: 'MISSING_AUTHENTICATION_TOKEN' });
    const authorization = parseAuthorization(header);
    if ('complaint' in authorization) return refused(incomplete(authorization.complaint));
    const date = request.header('x-amz-date');
    if (date === undefined) {
      return refused(
        incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."),
      );
    }
    const signedAt = amzDate(date);
    if (signedAt === undefined) return refused(incomplete("Date must be in ISO-8601 'basic format'."));
    const { account, region } = this.#props.model();
    const fault = signatureFault(authorization, { region, now, signedAt: date });
    if (fault !== undefined) return refused({ type: 'INVALID_SIGNATURE', message: fault });
    const known = await this.#verified(request, { authorization, signedAt, now });
    if ('type' in known) return refused(known);
    const { role, session } = known;
    const userArn = `arn:aws:sts::${account}:assumed-role/${role.roleName}/${session}`;
    const denial = denialOf(role, { userArn, method, account, region });
    if (denial !== undefined) return refused({ type: 'ACCESS_DENIED', message: denial });
    const principalId = `${role.roleId}:${session}`;
    const { accessKeyId: accessKey } = authorization;
    return {
      outcome: 'caller',
      caller: { accessKey, accountId: account, caller: principalId, user: principalId, userArn },
    };
  }

  async #verified(
    request: HttpRequest,
    {
      authorization,
      signedAt,
      now,
    }: { readonly authorization: SignedAuthorization; readonly signedAt: number; readonly now: number },
  ): Promise<{ readonly role: RoleIdentity; readonly session: RoleSession['session'] } | GatewayError> {
    const sessionToken = request.header('x-amz-security-token') ?? '';
    const { accessKeyId } = authorization;
    const session = knownSession(this.#props.roleKey, { accessKeyId, sessionToken });
    const role = this.#roleOf(session);
    if (session === undefined || role === undefined) return unrecognized;
    if (session.expiresAt <= now) return { type: 'EXPIRED_TOKEN' };
    const isSigned = await isSignedBy(request, { authorization, session, sessionToken, signedAt });
    return isSigned ? { role, session: session.session } : { type: 'INVALID_SIGNATURE' };
  }

  #roleOf(session: RoleSession | undefined): RoleIdentity | undefined {
    const model = this.#props.model();
    // A changed stack brings another model.
    if (this.#roles?.of !== model) this.#roles = { of: model, byName: roleIdentities(model.roles, model.account) };
    return this.#roles.byName.get(session?.roleName ?? '');
  }
}

function refused(error: GatewayError): AuthorizedCaller {
  return { outcome: 'refused', error };
}

// AWS documents no response type of these two: they are what has none, `DEFAULT_4XX`.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const unrecognized: GatewayError = {
  type: 'DEFAULT_4XX',
  errorType: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};

function incomplete(message: string): GatewayError {
  return { type: 'DEFAULT_4XX', errorType: 'IncompleteSignatureException', message };
}

/** Text of a refusal by the role's policies; undefined when they allow the call. */
function denialOf(
  { statements }: RoleIdentity,
  call: {
    readonly userArn: string;
    readonly method: InvokedMethod;
    readonly account: string;
    readonly region: string;
  },
): string | undefined {
  const { userArn, method, account, region } = call;
  const { apiId, stage, httpMethod, path } = method;
  const resourceOf = (shown: string) => `arn:aws:execute-api:${region}:${shown}:${apiId}/${stage}/${httpMethod}${path}`;
  const action = `${signingName}:Invoke`;
  const decision = decide(statements, { action, resource: resourceOf(account), context: {} });
  if (decision === 'allowed') return undefined;
  // API Gateway shows the last four digits of the account alone: https://github.com/ASFHyP3/hyp3/issues/2283
  const resource = resourceOf(account.slice(-4).padStart(account.length, '*'));
  return refusalText({ principal: userArn, action, resource, decision });
}
