import { type EventOf, eventOf, type JournalRecord, PaymentAccepted } from '@redoubt/contracts';
import type { Journal } from '@redoubt/lambda-kit';
import type { AmountLimit } from './domain/amount-limit.ts';
import { type Assessment, assessPayment } from './domain/assess-payment.ts';
import { acceptedPaymentOf, paymentCommandOf, requestFingerprintOf, type Submission } from './payment-command.ts';

/** What accepting needs of the world. */
export interface AcceptanceDesk {
  readonly journal: Pick<Journal, 'put' | 'read'>;
  readonly publisher: { publish(events: readonly EventOf<typeof PaymentAccepted>[]): Promise<void> };
  readonly limit: AmountLimit;
  /** The region that accepts, and the epoch under which it may. */
  readonly lease: { readonly region: string; readonly epoch: number };
}

export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly isReplay: boolean;
      readonly paymentId: string;
      /** The answer as it is journaled, for this request and every repeat of it. */
      readonly response: JournalRecord['response'];
      /** Why the event did not go out now; it is announced later, from the journal. */
      readonly unannounced: unknown;
    }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'refused'; readonly assessment: Extract<Assessment, { outcome: 'refused' }> };

/**
 * Takes a payment: journals it, announces it, and gives the answer.
 *
 * What is journaled is acknowledged. So a bus that gives no answer does not turn the answer into an error: the sweeper
 * of the ledger's service finds the command in the journal. A repeat announces again, under the same event id, because
 * the first try may have ended between journal and bus.
 *
 * @throws FaultError `journal_unreachable`: nothing may be acknowledged; a retry with the same key finds out
 */
export async function acceptPayment(submission: Submission, desk: AcceptanceDesk): Promise<Acceptance> {
  const command = paymentCommandOf(submission);
  const fingerprint = requestFingerprintOf(submission.request);
  const assessment = assessPayment(submission.request, desk.limit);
  if (assessment.outcome === 'refused') {
    const earlier = await desk.journal.read(command.commandId);
    // An answer once given stays true, also when a rule has become stricter since.
    if (earlier?.fingerprint === fingerprint) return announce(earlier, { isReplay: true }, desk);
    return { kind: 'refused', assessment };
  }

  const { region, epoch } = desk.lease;
  const response = { status: 202, body: JSON.stringify(acceptedPaymentOf(command)) };
  const entry = { command, fingerprint, epoch, region, response };
  const put = await desk.journal.put(entry);
  switch (put.kind) {
    case 'recorded':
      return announce(entry, { isReplay: false }, desk);
    case 'replayed':
      return announce(put.record, { isReplay: true }, desk);
    case 'reused':
      return { kind: 'key_reused' };
  }
}

type Recorded = Pick<JournalRecord, 'command' | 'response'>;

async function announce(
  { command, response }: Recorded,
  { isReplay }: { readonly isReplay: boolean },
  { publisher, lease }: AcceptanceDesk,
): Promise<Acceptance> {
  // A command's id is derived from its route, and this route journals nothing else.
  if (command.type !== 'CreatePayment') throw new Error(`a payment's key stands for a ${command.type}`);
  const event = eventOf(
    PaymentAccepted,
    {
      subject: command.paymentId,
      aggregateVersion: 1,
      time: command.acceptedAt,
      correlationId: command.correlationId,
      causationId: command.commandId,
      traceparent: command.traceparent,
      epoch: lease.epoch,
      originRegion: lease.region,
    },
    command,
  );
  const unannounced = await publisher.publish([event]).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  return { kind: 'accepted', isReplay, paymentId: command.paymentId, response, unannounced };
}
