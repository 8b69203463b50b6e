import type { ChangeBlocklist, ChangeCommand, ChangeTerms, CreatePayment, SettleMerchant } from '@redoubt/contracts';
import type { ExpirePayment } from '../domain/expire-payment.ts';
import type { Authority } from './authority.ts';
import {
  ApplyAnswer,
  CanaryAnswer,
  CutAnswer,
  DecidedChange,
  DueSettlement,
  ExpiredPayment,
  OutboxEntry,
  ProcessAnswer,
  Removed,
  SentAnswer,
  SettingAnswer,
  SettleAnswer,
} from './ledger-answers.ts';
import { RecordedLedger } from './recorded-ledger.ts';

/** A payment to book, and the path it came by. */
export interface Application extends Authority {
  readonly command: CreatePayment;
  readonly appliedBy: 'consumer' | 'request' | 'recovery';
}

const applySql = 'select pay.apply(cast(:epoch as bigint), :originRegion, cast(:command as jsonb), :appliedBy)';

const asCommand = 'cast(:epoch as bigint), :originRegion, cast(:command as jsonb)';

/** Books and changes payments, pays merchants out, and empties the outbox: the functions of the database role `pay_writer`. */
export class Ledger extends RecordedLedger {
  /** Books a payment once; repeats return the first answer. */
  apply({ epoch, originRegion, command, appliedBy }: Application): Promise<ApplyAnswer> {
    return this.one(ApplyAnswer, applySql, { epoch, originRegion, command: JSON.stringify(command), appliedBy });
  }

  /** Books payments with one statement; answers come in the order of the commands. An error books none. */
  applyBatch(
    commands: readonly CreatePayment[],
    { epoch, originRegion, appliedBy }: Omit<Application, 'command'>,
  ): Promise<readonly ApplyAnswer[]> {
    return this.each(
      ApplyAnswer,
      'select answer from pay.apply_batch(cast(:epoch as bigint), :originRegion, cast(:commands as jsonb), :appliedBy) as answer',
      { epoch, originRegion, commands: JSON.stringify(commands), appliedBy },
    );
  }

  /** Books a payment for the answer to its request, or records that its merchant's terms decline it. */
  process(command: CreatePayment, { epoch, originRegion }: Authority): Promise<ProcessAnswer> {
    return this.one(
      ProcessAnswer,
      'select pay.process_payment(cast(:epoch as bigint), :originRegion, cast(:command as jsonb))',
      { epoch, originRegion, command: JSON.stringify(command) },
    );
  }

  /** Changes a payment once; repeats return the first outcome. */
  change(command: ChangeCommand | ExpirePayment, { epoch, originRegion }: Authority): Promise<DecidedChange> {
    return this.one(
      DecidedChange,
      'select pay.change(cast(:epoch as bigint), :originRegion, cast(:command as jsonb))',
      { epoch, originRegion, command: JSON.stringify(command) },
    );
  }

  /** Books a canary: proof that the ledger takes writes under the epoch. */
  bookCanary({ epoch, originRegion }: Authority): Promise<CanaryAnswer> {
    return this.one(CanaryAnswer, 'select pay.book_canary(cast(:epoch as bigint), :originRegion)', {
      epoch,
      originRegion,
    });
  }

  /** A page of the authorizations and reviews whose term is over, longest overdue first, after one of them. */
  expiredPayments(after: ExpiredPayment | undefined, batchMax: number): Promise<readonly ExpiredPayment[]> {
    return this.each(
      ExpiredPayment,
      'select entry from pay.expired_payments(cast(:afterTime as timestamptz), :afterPayment, cast(:batchMax as int)) as entry',
      { afterTime: after?.expiresAt ?? '-infinity', afterPayment: after?.paymentId ?? '', batchMax },
    );
  }

  /** Events that have waited at least this long, oldest first. */
  outbox({
    afterSeq = 0,
    ...limits
  }: {
    readonly ageMsMin: number;
    readonly batchMax: number;
    readonly afterSeq?: number;
  }): Promise<readonly OutboxEntry[]> {
    return this.each(
      OutboxEntry,
      "select entry from pay.read_outbox(cast(:ageMsMin as bigint) * interval '1 millisecond', cast(:batchMax as int), " +
        'cast(:afterSeq as bigint)) as entry',
      { ...limits, afterSeq },
    );
  }

  /** Removes events that the bus has accepted. */
  async removeFromOutbox(entries: readonly OutboxEntry[]): Promise<void> {
    const accepted = JSON.stringify(entries.map(({ seq }) => seq));
    await this.one(Removed, 'select pay.remove_from_outbox(cast(:accepted as jsonb))', { accepted });
  }

  /** Fixes what each merchant had when the last day was over, once. */
  cutDay(epoch: number): Promise<CutAnswer> {
    return this.one(CutAnswer, 'select pay.cut_day(cast(:epoch as bigint))', { epoch });
  }

  /** A page of what is to be paid out, by merchant and currency, after one of them. */
  dueSettlements(after: DueSettlement | undefined, batchMax: number): Promise<readonly DueSettlement[]> {
    return this.each(
      DueSettlement,
      'select entry from pay.due_settlements(:afterMerchant, :afterCurrency, cast(:batchMax as int)) as entry',
      { afterMerchant: after?.merchantId ?? '', afterCurrency: after?.currency ?? '', batchMax },
    );
  }

  /** Pays out once; repeats return the first outcome. */
  settle(command: SettleMerchant, { epoch, originRegion }: Authority): Promise<SettleAnswer> {
    return this.one(SettleAnswer, 'select pay.settle(cast(:epoch as bigint), :originRegion, cast(:command as jsonb))', {
      epoch,
      originRegion,
      command: JSON.stringify(command),
    });
  }

  /** Changes a merchant's terms or the blocklist once; repeats return the first outcome. */
  changeSetting(command: ChangeTerms | ChangeBlocklist, { epoch, originRegion }: Authority): Promise<SettingAnswer> {
    const parameters = { epoch, originRegion, command: JSON.stringify(command) };
    return command.type === 'ChangeTerms'
      ? this.one(SettingAnswer, `select pay.change_terms(${asCommand})`, parameters)
      : this.one(SettingAnswer, `select pay.change_blocklist(${asCommand})`, parameters);
  }

  /** Remembers that the bank has the order. */
  payoutSent(payoutId: string, epoch: number): Promise<typeof SentAnswer._output> {
    return this.one(SentAnswer, 'select pay.payout_sent(cast(:epoch as bigint), :payoutId)', { epoch, payoutId });
  }
}
