/** Facts of a drill, worked out again from the histories of its evidence, and told alike by its report. */
export interface VerifiedEvidence {
  /** SHA-256 of the public key, in hexadecimal. */
  readonly keyId: string;
  /** The drill's own verdict. */
  readonly passed: boolean;
  /** Lines of the archive whose chain was checked. */
  readonly archived: number;
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: string;
  /** Everything that was worked out again, by its name in the report. */
  readonly [name: string]: unknown;
}

/**
 * Checks an evidence folder: signature, digests, archive chain; recomputes times and verdict from the raw histories.
 *
 * @param trustedPem the public key that must have signed it; without one the folder's own
 * @throws Error, mostly one of name `Refusal` with a `code`
 */
export function verifyEvidence(folder: string, trustedPem?: string | Uint8Array): VerifiedEvidence;
