import { PaymentId } from '@redoubt/contracts';
import { ProblemError } from '@redoubt/lambda-kit';

/** The payment that a request changes, by its path. @throws ProblemError `not_found` when it can be nobody's */
export function paymentIdIn(pathParameters: Readonly<Record<string, string | undefined>>): string {
  const paymentId = PaymentId.safeParse(pathParameters['id']);
  if (paymentId.success) return paymentId.data;
  throw noSuchPayment();
}

/** One answer for a payment that nobody has made and for one that another merchant has. */
export function noSuchPayment(): ProblemError {
  return new ProblemError('not_found', 'no payment of this id is booked for this merchant');
}

/** Version that the payment must have. @throws ProblemError `malformed_request` when it is neither one of our ETags nor `*` */
export function expectedVersionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^"([1-9][0-9]{0,8})"$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw new ProblemError('malformed_request', 'If-Match must be the ETag of the payment, such as "2", or left out');
}
