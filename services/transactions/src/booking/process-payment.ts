import { type CreatePayment, CreationOutcome, type JournalRecord } from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView, type MerchantRegister, unreachable } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import { applyRecalled } from '../answering/apply-recalled.ts';
import {
  type JournalAnswerDependencies,
  type JournaledAnswer,
  journalAnswer,
  keyReused,
} from '../answering/journal-answer.ts';
import { processResponseOf } from '../domain/process-response.ts';

export interface ProcessPaymentDependencies extends JournalAnswerDependencies {
  readonly ledger: Pick<Ledger, 'process' | 'missingOf' | 'applyRecorded'>;
  readonly journal: Pick<Journal, 'put' | 'recall'>;
  readonly merchants: MerchantRegister;
}

export interface ValidatedPayment {
  readonly command: CreatePayment;
  readonly fingerprint: string;
  readonly sessionId: string | undefined;
  /** Whether its token still lets a payment be made; if not, only one that was made before is answered. */
  readonly mayBeMade: boolean;
}

export type Processed =
  | (Omit<JournaledAnswer, 'record'> & {
      readonly kind: 'answered';
      readonly response: JournalRecord['response'];
      /** Committed and not announced yet. */
      readonly events: readonly OutboxEntry[];
    })
  | { readonly kind: 'too_late' }
  /** The merchant gets no new payments. */
  | { readonly kind: 'closed' };

/**
 * Books a validated payment, or declines it by its merchant's terms, and answers with that: the ledger commits, command and
 * outcome are journaled, and only then there is an answer.
 *
 * A try that ended between commit and journal has told nobody anything, and its payment is booked: the repeat is answered,
 * however old the token is by then, and whether or not the merchant was closed since.
 *
 * @throws ProblemError `idempotency_key_reused`
 * @throws FaultError `journal_unreachable`, `writer_unreachable`, `epoch_not_open` or `stale_epoch`: no answer may be
 * given; the same request is safe in either region. `store_unreachable`: nobody knows whether the merchant is open
 */
export async function processPayment(
  { command, fingerprint, sessionId, mayBeMade }: ValidatedPayment,
  { ledger, merchants, ...dependencies }: ProcessPaymentDependencies,
  view: LeaseView,
): Promise<Processed> {
  const earlier = await dependencies.journal.recall(command);
  if (earlier !== undefined) {
    if (earlier.fingerprint !== fingerprint) throw keyReused();
    await applyRecalled(earlier, ledger, view);
    return { kind: 'answered', response: earlier.response, isReplay: true, hasDiverged: false, events: [] };
  }
  const isOpen = await merchants.isOpen(command.merchantId);
  if (!(mayBeMade && isOpen) && (await ledger.missingOf([command.commandId])).length > 0) {
    return { kind: isOpen ? 'too_late' : 'closed' };
  }

  const { epoch, region } = view;
  const answer = await ledger.process(command, { epoch, originRegion: region });
  switch (answer.outcome) {
    case 'applied':
    case 'declined': {
      const outcome = CreationOutcome.parse(answer.outcome === 'applied' ? { ...answer, outcome: 'created' } : answer);
      const response = processResponseOf(command, outcome, { region, sessionId });
      const { record, ...journaled } = await journalAnswer(
        { command, fingerprint, outcome, response },
        dependencies,
        view,
      );
      return { kind: 'answered', ...journaled, response: record.response, events: answer.events };
    }
    case 'key_reused':
      throw keyReused();
    case 'stale_epoch':
    case 'epoch_not_open':
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, this region's lease at ${epoch}`);
    default:
      return unreachable(answer);
  }
}
