import { type Principal, ProblemError } from '@redoubt/lambda-kit';

/**
 * Checks that a path names the merchant whose key was shown. Any other is not there: what exists beside it is no merchant's business.
 *
 * @throws ProblemError `not_found`
 */
export function assertOwnMerchant({ merchantId }: Principal, id: string | undefined): void {
  if (id !== merchantId) throw new ProblemError('not_found', 'there is no merchant of this id behind this key');
}
