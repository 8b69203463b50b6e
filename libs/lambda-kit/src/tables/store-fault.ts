import { FaultError } from '../fault-error.ts';

/**
 * Rethrows a failed call to a table as a fault; for `.catch(storeFault(table, 'read a session'))`.
 *
 * @throws FaultError `store_unreachable`
 */
export function storeFault(table: string, action: string): (cause: unknown) => never {
  return (cause) => {
    throw new FaultError('store_unreachable', `${table} could not ${action}`, { cause });
  };
}
