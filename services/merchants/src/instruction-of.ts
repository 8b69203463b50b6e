import { commandIdOf, fingerprintOf } from '@redoubt/contracts';
import type { Instruction } from './domain/merchant.ts';

/** The parts of a signed request that say who wants what. */
export interface SignedRequest {
  readonly body: unknown;
  readonly idempotencyKey: string;
  readonly caller: string | undefined;
  readonly receivedAt: Date;
}

/** Makes an instruction of a request. One idempotency key may be used for each merchant and each key once. */
export function instructionOf(
  { body, idempotencyKey, caller, receivedAt }: SignedRequest,
  subject: {
    readonly merchantId: string;
    /** The route as documented: part of what makes a command the same command, so it never changes. */
    readonly route: string;
    readonly keyId?: string;
  },
): Instruction {
  if (caller === undefined) throw new Error('the gate of operators let a request in that nobody has signed');
  const { merchantId, route, keyId } = subject;
  const commandId = commandIdOf({
    merchantId,
    route,
    idempotencyKey: keyId === undefined ? idempotencyKey : `${keyId} ${idempotencyKey}`,
  });
  return { commandId, fingerprint: fingerprintOf(body), by: caller, at: receivedAt };
}
