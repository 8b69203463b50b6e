export type ArchiveErrorCode =
  | 'archive_unreachable' // the bucket gave no answer
  | 'archive_empty' // nothing was ever archived
  | 'object_missing' // the chain names an object that is not there
  | 'restore_pending' // objects are in Glacier, and restoring them takes longer than was waited
  | 'chain_broken' // a line is not what was sealed, or does not go on from the one before
  | 'form_unknown' // lines of a form that this version does not read
  | 'schema_unusable' // the archived bundle does not make a ledger
  | 'ledger_unreachable' // the ledger to compare with gave no answer
  | 'ledger_busy' // the ledger does more than is archived, for longer than was waited
  | 'ledger_diverged'; // the ledger did not write the newest object of the archive

/** An archive from which no ledger can be made, or none that can be compared. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
