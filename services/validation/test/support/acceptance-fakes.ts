import type { CreatePaymentRequest, JournalRecord } from '@redoubt/contracts';
import { commandKey, journalSlotOf } from '@redoubt/contracts';
import { FaultError, type JournalEntry, type JournalPut } from '@redoubt/lambda-kit';
import type { AcceptPaymentDependencies } from '../../src/accept-payment.ts';
import type { Submission } from '../../src/domain/payment-command.ts';
import { assessmentFakes } from './assessment-fakes.ts';

export function aRequest(over: Partial<CreatePaymentRequest> = {}): CreatePaymentRequest {
  return { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR', reference: 'order 7', ...over };
}

export function aSubmission(over: Partial<Submission> = {}): Submission {
  return {
    request: aRequest(),
    idempotencyKey: 'key-1',
    correlationId: 'journey',
    traceparent: undefined,
    sourceIp: '192.0.2.7',
    receivedAt: new Date('2030-01-31T12:00:00.000Z'),
    ...over,
  };
}

/** The journal's promise in memory: first come, first recorded. */
export class FakeJournal {
  readonly records = new Map<string, JournalRecord>();
  isReachable = true;

  async put(entry: JournalEntry): Promise<JournalPut> {
    if (!this.isReachable) throw new FaultError('journal_unreachable', 'no quorum');
    const { commandId } = entry.command;
    const existing = this.records.get(commandId);
    if (existing === undefined) {
      this.records.set(commandId, { ...commandKey(commandId), slot: journalSlotOf(entry.command), ...entry });
      return { kind: 'recorded' };
    }
    return existing.fingerprint === entry.fingerprint ? { kind: 'replayed', record: existing } : { kind: 'reused' };
  }

  async recall({ commandId }: { readonly commandId: string }): Promise<JournalRecord | undefined> {
    return this.records.get(commandId);
  }
}

type Published = Parameters<AcceptPaymentDependencies['publisher']['publish']>[0][number];

/** A bus that remembers what it accepted. */
export class FakeBus {
  readonly events: Published[] = [];
  isReachable = true;

  async publish(events: readonly Published[]): Promise<void> {
    if (!this.isReachable) throw new FaultError('bus_unreachable', '1 of 1 events were not accepted');
    this.events.push(...events);
  }
}

/** A fakes in us-east-1 under epoch 3 that decides by the current rules. */
export function acceptanceFakes() {
  return {
    ...assessmentFakes(),
    journal: new FakeJournal(),
    publisher: new FakeBus(),
    lease: { region: 'us-east-1', epoch: 3 },
  } satisfies AcceptPaymentDependencies;
}
