import { type EventOf, eventOf, type JournalRecord, PaymentAccepted, paymentFingerprintOf } from '@redoubt/contracts';
import type { Journal } from '@redoubt/lambda-kit';
import { type Assessment, type AssessPaymentDependencies, assessPayment } from './assess-payment.ts';
import type { Decision } from './domain/decide.ts';
import { acceptedPaymentOf, paymentCommandOf, type Submission } from './domain/payment-command.ts';
import { type DecisionStore, recordDecision } from './record-decision.ts';
import type { Degradation } from './report-degradation.ts';

export interface AcceptPaymentDependencies extends AssessPaymentDependencies {
  readonly journal: Pick<Journal, 'put' | 'recall'>;
  readonly publisher: { publish(events: readonly EventOf<typeof PaymentAccepted>[]): Promise<void> };
  readonly decisions: DecisionStore;
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
 * @throws FaultError `journal_unreachable`: nothing may be acknowledged; a retry with the same key finds out
 */
export async function acceptPayment(
  submission: Submission,
  dependencies: AcceptPaymentDependencies,
): Promise<Acceptance> {
  const fingerprint = paymentFingerprintOf(submission.request);
  const assessment = await assessPayment(submission, dependencies);
  const command = paymentCommandOf(submission, assessment.decision);
  const { historyFault } = assessment;
  if (assessment.decision.outcome === 'reject') {
    const earlier = await dependencies.journal.recall(command);
    // An answer once given stays true, also when a rule has become stricter since.
    if (earlier?.fingerprint === fingerprint) return repeat(earlier, historyFault, dependencies);
    return { kind: 'refused', decision: assessment.decision };
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
  const { command, response } = record;
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
  { command, fingerprint }: Pick<JournalRecord, 'command' | 'fingerprint'>,
  assessment: Assessment,
  dependencies: AcceptPaymentDependencies,
): Promise<readonly unknown[]> {
  const { paymentId: id, merchantId, acceptedAt } = command;
  return recordDecision({ id, merchantId, fingerprint, decidedAt: new Date(acceptedAt) }, assessment, dependencies);
}

/** @returns why the bus did not accept the event, if it did not */
async function announce({ command }: Recorded, { publisher, lease }: AcceptPaymentDependencies): Promise<unknown> {
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
