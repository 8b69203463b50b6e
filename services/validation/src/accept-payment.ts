import {
  type CreatePayment,
  type EventOf,
  eventOf,
  type JournalRecord,
  PaymentAccepted,
  paymentFingerprintOf,
} from '@redoubt/contracts';
import type { Journal, MerchantRegister } from '@redoubt/lambda-kit';
import { type Assessment, type AssessPaymentDependencies, assessPayment } from './assess-payment.ts';
import type { Decision } from './domain/decide.ts';
import { acceptedPaymentOf, paymentCommandOf, requestedPaymentId, type Submission } from './domain/payment-command.ts';
import { isOpenFor } from './is-open-for.ts';
import { type DecisionStore, recordDecision } from './record-decision.ts';
import type { Degradation } from './report-degradation.ts';

export interface AcceptPaymentDependencies extends AssessPaymentDependencies {
  readonly journal: Pick<Journal, 'put' | 'recall'>;
  readonly publisher: { publish(events: readonly EventOf<typeof PaymentAccepted>[]): Promise<void> };
  readonly decisions: DecisionStore;
  readonly merchants: MerchantRegister;
  /** The region that accepts, and the epoch under which it may. */
  readonly lease: { readonly region: string; readonly epoch: number };
}

export type Acceptance =
  | (Degradation & {
      readonly kind: 'accepted';
      readonly isReplay: boolean;
      readonly paymentId: string;
      /** The answer as it is journaled, for this request and every repeat of it. */
      readonly response: JournalRecord['response'];
      /** Why the event did not go out now; it is announced later, from the journal. */
      readonly unannounced: unknown;
    })
  | { readonly kind: 'key_reused' }
  /** The merchant gets no new payments. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly decision: Decision };

/**
 * Takes a payment: decides, journals it, announces it, and gives the answer.
 *
 * What is journaled is acknowledged. So a bus that gives no answer does not turn the answer into an error: the sweeper
 * of the ledger's service finds the command in the journal. A repeat announces again, under the same event id, because
 * the first try may have ended between journal and bus. Only a first time is counted and its decision stored.
 *
 * A payment that is to be reviewed is taken like any other; its command says so, and the ledger holds it.
 *
 * @throws FaultError `journal_unreachable`: nothing may be acknowledged; a retry with the same key finds out.
 * `store_unreachable`: nobody knows whether the merchant is open
 */
export async function acceptPayment(
  submission: Submission,
  dependencies: AcceptPaymentDependencies,
): Promise<Acceptance> {
  const fingerprint = paymentFingerprintOf(submission.request);
  const [assessment, isOpen] = await Promise.all([
    assessPayment({ ...submission, requestId: requestedPaymentId(submission) }, dependencies),
    isOpenFor(submission.request, dependencies.merchants),
  ]);
  const command = paymentCommandOf(submission, assessment.decision);
  const { historyFault } = assessment;
  if (!isOpen || assessment.decision.outcome === 'reject') {
    const earlier = await dependencies.journal.recall(command);
    // An answer once given stays true, also when a rule has become stricter or the merchant was closed since.
    if (earlier?.fingerprint === fingerprint) return repeat(earlier, historyFault, dependencies);
    return isOpen ? { kind: 'refused', decision: assessment.decision } : { kind: 'closed' };
  }

  const { region, epoch } = dependencies.lease;
  const response = { status: 202, body: JSON.stringify(acceptedPaymentOf(command)) };
  const entry = { command, fingerprint, epoch, region, response };
  const put = await dependencies.journal.put(entry);
  switch (put.kind) {
    case 'recorded': {
      const [unannounced, recordFaults] = await Promise.all([
        announce(entry, dependencies),
        remember(entry, assessment, dependencies),
      ]);
      const setbacks = { unannounced, historyFault, recordFaults };
      return { kind: 'accepted', isReplay: false, paymentId: command.paymentId, response, ...setbacks };
    }
    case 'replayed':
      return repeat(put.record, historyFault, dependencies);
    case 'reused':
      return { kind: 'key_reused' };
  }
}

type Recorded = Pick<JournalRecord, 'command' | 'response'>;

async function repeat(
  record: Recorded,
  historyFault: unknown,
  dependencies: AcceptPaymentDependencies,
): Promise<Acceptance> {
  const { response } = record;
  const command = creationOf(record);
  const unannounced = await announce(record, dependencies);
  return {
    kind: 'accepted',
    isReplay: true,
    paymentId: command.paymentId,
    response,
    unannounced,
    historyFault,
    recordFaults: [],
  };
}

function remember(
  { command, fingerprint }: { readonly command: CreatePayment; readonly fingerprint: string },
  assessment: Assessment,
  dependencies: AcceptPaymentDependencies,
): Promise<readonly unknown[]> {
  const { paymentId: id, merchantId, acceptedAt } = command;
  return recordDecision({ id, merchantId, fingerprint, decidedAt: new Date(acceptedAt) }, assessment, dependencies);
}

/** A command's id is derived from its route, and this route journals nothing else. */
function creationOf({ command }: Recorded): CreatePayment {
  if (command.type !== 'CreatePayment') throw new Error(`a payment's key stands for a ${command.type}`);
  return command;
}

/** @returns why the bus did not accept the event, if it did not */
async function announce(record: Recorded, { publisher, lease }: AcceptPaymentDependencies): Promise<unknown> {
  const command = creationOf(record);
  const event = eventOf(
    PaymentAccepted,
    {
      subject: command.paymentId,
      aggregateVersion: 1,
      time: command.acceptedAt,
      correlationId: command.correlationId,
      causationId: command.commandId,
      commandId: command.commandId,
      traceparent: command.traceparent,
      epoch: lease.epoch,
      originRegion: lease.region,
    },
    command,
  );
  return publisher.publish([event]).then(
    () => undefined,
    (fault: unknown) => fault,
  );
}
