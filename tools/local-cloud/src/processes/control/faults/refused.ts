import { LocalCloudError } from '../../../protocol/local-cloud-error.ts';

/** A fault that can't be brought into force. */
export function refused(what: string, fix: string): LocalCloudError {
  return new LocalCloudError({
    code: 'fault_refused',
    what,
    why: 'the kinds of faults and their fields are listed in src/protocol/fault.ts',
    fix,
  });
}
