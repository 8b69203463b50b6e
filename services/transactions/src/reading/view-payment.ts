import { PaymentId, type PaymentView } from '@redoubt/contracts';
import { type Doorkeeper, type HttpFunction, httpHandler, versionedAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import type { OwnPayment } from '../adapters/own-payment.ts';
import type { ReadModel } from '../adapters/tables/read-model.ts';
import { WriterUnreachable } from '../adapters/writer-unreachable.ts';
import { paymentAsKnown } from '../domain/payment-as-known.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';
import { notBooked } from './not-booked.ts';

export interface ViewPaymentDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'payment' | 'watermark'>;
  readonly readModel: Pick<ReadModel, 'changesOf' | 'upTo'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `GET /transactions/v1/payments/{id}`, in every region; a payment's version is its ETag.
 *
 * An answer from the read model has an `Age` (RFC 9111): whole seconds since it was complete.
 */
export function viewPaymentRoute(dependencies: ViewPaymentDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:read' },
    keys: dependencies.keys,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, principal: { merchantId }, ifNoneMatch, correlationId }) {
      const paymentId = PaymentId.safeParse(id);
      const view = paymentId.success
        ? await viewPayment({ merchantId, paymentId: paymentId.data }, dependencies)
        : undefined;
      if (view === undefined) return notBooked(correlationId);
      const answer = versionedAnswer(view, { etag: `"${view.version}"`, ifNoneMatch });
      return { ...answer, headers: { ...answer.headers, ...ageOf(view.as_of, dependencies.now()) } };
    },
  });
}

/**
 * A merchant's payment as the ledger knows it; where the ledger does not answer, as the read model does.
 *
 * A payment that the ledger lacks may be accepted and not booked yet, or not recovered yet: the read model knows both. The
 * answer is 404 only when both lack it.
 *
 * @throws WriterUnreachable when the ledger does not answer and the read model does not know the payment
 * @throws FaultError `store_unreachable` when the read model is needed and does not answer
 */
async function viewPayment(
  payment: OwnPayment,
  dependencies: ViewPaymentDependencies,
): Promise<PaymentView | undefined> {
  const { readModel } = dependencies;
  const booked = await bookedPayment(payment, dependencies).catch((error: unknown) => {
    if (error instanceof WriterUnreachable) return error;
    throw error;
  });
  const isAnswered = !(booked instanceof WriterUnreachable);
  if (isAnswered && booked !== undefined) return booked;
  // Read before the changes: one that arrives in between makes the view newer than its age says, never older.
  const upTo = isAnswered ? undefined : await readModel.upTo();
  const known = paymentAsKnown(await readModel.changesOf(payment));
  if (known === undefined) {
    if (isAnswered) return undefined;
    throw booked;
  }
  // The ledger has just said that it is not booked: no copy is newer.
  if (isAnswered && known.status === 'accepted') return known;
  return asOf(known, upTo === undefined || upTo < known.updated_at ? known.updated_at : upTo);
}

async function bookedPayment(
  payment: OwnPayment,
  dependencies: ViewPaymentDependencies,
): Promise<PaymentView | undefined> {
  const upTo = await completeUpTo(dependencies);
  const booked = await dependencies.ledger.payment(payment);
  return booked === undefined ? undefined : asOf(booked, upTo);
}
