import { DatabaseError } from 'pg';
import { AwsError } from '../../protocol/aws/aws-call.ts';

/** SQLSTATEs that mean the server, not the statement, failed; class 57 is "operator intervention", 08 "connection". */
const queryCanceled = '57014';
const lostServer: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '08006', '08003']);
/** PostgreSQL's error for two statements in one call. */
const multipleCommands = /cannot insert multiple commands into a prepared statement/;

/** Turns a failure of the database or of the way to it into what the Data API answers. */
export function answerOfDatabaseError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof DatabaseError && error.code !== undefined) {
    const { code, message, position, severity } = error;
    if (multipleCommands.test(message)) return new AwsError('ValidationException', "Multistatements aren't supported.");
    if (code === queryCanceled) return new AwsError('StatementTimeoutException', 'Request timed out');
    if (lostServer.has(code)) return lost(message);
    const place = position === undefined ? '' : ` Position: ${position};`;
    return new AwsError('DatabaseErrorException', `${severity ?? 'ERROR'}: ${message};${place} SQLState: ${code}`);
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/ECONNREFUSED/.test(message)) {
    return new AwsError('DatabaseUnavailableException', "The writer instance in the DB cluster isn't available", 504);
  }
  if (/connect ETIMEDOUT|timeout exceeded when trying to connect/.test(message)) {
    return new AwsError('ServiceUnavailableError', `the database does not answer: ${message}`, 503);
  }
  return lost(message);
}

/** The connection broke: whether the statement took effect is unknown to the caller. */
function lost(message: string): AwsError {
  return new AwsError('InternalServerErrorException', `the connection to the database was lost: ${message}`, 500);
}
