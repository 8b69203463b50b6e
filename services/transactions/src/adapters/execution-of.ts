import type { Execution } from './writer-unreachable.ts';

/**
 * Messages of the errors with which a cluster without a writer refuses a statement. The Data API gives most errors of the
 * call and of the database the one code BadRequestException, so the message decides.
 */
const standbyMessages = [/read-only/i, /standby/i, /replica/i, /secondary cluster/i];

/** The message when there is no writer, for whatever reason. */
const noWriterMessage = /writer instance/i;

/** Messages of errors that came before the statement reached the database. */
const unconnectedMessages = [/ECONNREFUSED/, /ENOTFOUND/, /EHOSTUNREACH/];

/**
 * Reads from a Data API error whether its statement was executed; undefined when the database refused the statement itself:
 * a mistake of ours, which a retry does not mend.
 */
export function executionOf(error: unknown): Execution | undefined {
  if (!(error instanceof Error)) return 'unknown';
  switch (error.name) {
    case 'DatabaseUnavailableException': // "the writer instance in the DB cluster isn't available"
      return 'no_writer';
    case 'BadRequestException':
    case 'DatabaseErrorException':
      if (standbyMessages.some((pattern) => pattern.test(error.message))) return 'refused_by_standby';
      return noWriterMessage.test(error.message) ? 'no_writer' : undefined;
    case 'DatabaseResumingException':
    case 'DatabaseNotFoundException':
    case 'InvalidResourceStateException':
    case 'ThrottlingException':
      return 'not_executed';
    case 'AccessDeniedException':
    case 'ForbiddenException':
    case 'HttpEndpointNotEnabledException':
    case 'InvalidSecretException':
    case 'NotFoundException':
    case 'UnsupportedResultException':
      return undefined;
    default:
      // StatementTimeoutException, InternalServerErrorException, ServiceUnavailableError, SecretsErrorException, timeouts and
      // broken connections.
      return unconnectedMessages.some((pattern) => pattern.test(`${error.message} ${codeOf(error)}`))
        ? 'not_executed'
        : 'unknown';
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
