/** Reasons why PostgreSQL is not available. */
export type PostgresErrorCode =
  | 'binaries_missing' // the npm package with the binaries for this platform is not installed
  | 'library_missing' // a shared library of the operating system is absent
  | 'disk_full'
  | 'folder_unreachable' // the data folder lies below a folder that the server's user may not enter
  | 'folder_in_use' // another server runs on the data folder
  | 'port_in_use'
  | 'start_failed'
  | 'clone_failed'
  | 'promotion_failed';

/** A fault of PostgreSQL or of the machine it runs on; the message says how to go on. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly code: PostgresErrorCode;
  constructor(code: PostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Finds the cause in what a PostgreSQL program printed, and says what to do about it. */
export function explainOutput(doing: string, output: string): PostgresError {
  const library = /error while loading shared libraries: (\S+?):/.exec(output)?.[1];
  if (library !== undefined) {
    return new PostgresError(
      'library_missing',
      `${doing}: the shared library ${library} is missing; install the operating system's package that has it (on Debian: apt-file search ${library})`,
    );
  }
  if (/No space left on device/.test(output)) {
    return new PostgresError(
      'disk_full',
      `${doing}: no space left on the disk; free about 200 MB or give another data folder`,
    );
  }
  if (/could not bind|Address already in use|could not create any TCP\/IP sockets/.test(output)) {
    return new PostgresError(
      'port_in_use',
      `${doing}: the port is taken; stop the other server or give another port\n${tail(output)}`,
    );
  }
  if (/lock file "postmaster.pid" already exists|is another postmaster/.test(output)) {
    return new PostgresError(
      'folder_in_use',
      `${doing}: another server runs on this data folder; stop it first\n${tail(output)}`,
    );
  }
  return new PostgresError('start_failed', `${doing} failed; it printed:\n${tail(output)}`);
}

/** Lines of a server's output worth repeating in a message. */
const tailLinesMax = 12;

function tail(output: string): string {
  return output.trim().split('\n').slice(-tailLinesMax).join('\n');
}
