import { FaultError } from '../fault-error.ts';

/**
 * Rethrows a failed call to the journal as a fault; for `.catch(journalFault(table, 'read a slot'))`.
 *
 * @throws FaultError `journal_unreachable`
 */
export function journalFault(table: string, action: string): (cause?: unknown) => never {
  return (cause) => {
    throw new FaultError('journal_unreachable', `the journal ${table} could not ${action}`, { cause });
  };
}
