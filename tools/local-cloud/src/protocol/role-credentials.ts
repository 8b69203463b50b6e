import { createHmac } from 'node:crypto';
import { isSame } from './http/caller-check.ts';

/** Names of a session: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const sessionName = /^[\w+=,.@-]{2,64}$/;

/** Who has assumed which role, and until when. */
export interface RoleSession {
  readonly roleName: string;
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Credentials of a session, as STS gives them out and as every AWS client takes them. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** A session as it is known by its token, with the secret that its requests must be signed with. */
export interface KnownSession extends RoleSession {
  readonly secretAccessKey: string;
}

/**
 * Credentials of a session. They follow from the session and a key that control and regions share, new at each start of the cloud:
 * a region knows every session, also after it was lost, and the session's name can't be changed by its holder.
 */
export function roleCredentials(key: string, session: RoleSession): RoleCredentials {
  const sessionToken = Buffer.from(JSON.stringify(session)).toString('base64url');
  return {
    accessKeyId: accessKeyIdOf(key, sessionToken),
    secretAccessKey: secretOf(key, sessionToken),
    sessionToken,
    expiresAt: new Date(session.expiresAt).toISOString(),
  };
}

/**
 * The session that a token states; undefined when the access key is not the token's, or of another cloud.
 *
 * Whoever makes up a token still has to sign with its secret, which only the key can tell.
 */
export function knownSession(
  key: string,
  { accessKeyId, sessionToken }: Pick<RoleCredentials, 'accessKeyId' | 'sessionToken'>,
): KnownSession | undefined {
  if (!isSame(accessKeyId, accessKeyIdOf(key, sessionToken))) return undefined;
  const session = JSON.parse(Buffer.from(sessionToken, 'base64url').toString('utf8')) as RoleSession;
  return { ...session, secretAccessKey: secretOf(key, sessionToken) };
}

/** `ASIA` begins the access keys of sessions: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function accessKeyIdOf(key: string, sessionToken: string): string {
  return `ASIA${derived(key, 'access-key', sessionToken).toString('hex').slice(0, 16).toUpperCase()}`;
}

function secretOf(key: string, sessionToken: string): string {
  return derived(key, 'secret', sessionToken).toString('base64url');
}

function derived(key: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
}
