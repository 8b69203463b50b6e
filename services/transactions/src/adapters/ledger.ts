import {
  BalanceList,
  type ChangeCommand,
  type CreatePayment,
  type OperationPage,
  type PaymentPage,
  type PaymentView,
  type TransferPage,
} from '@redoubt/contracts';
import { z } from 'zod';
import type { ExpirePayment } from '../domain/expire-payment.ts';
import type { Replay } from '../domain/replay-order.ts';
import {
  AdvanceAnswer,
  ApplyAnswer,
  CanaryAnswer,
  DecidedChange,
  Drift,
  ExpiredPayment,
  FailureAnswer,
  FinishAnswer,
  MaybeOperations,
  MaybePayment,
  MaybePayments,
  MaybeTransfers,
  OpenAnswer,
  OutboxEntry,
  ProcessAnswer,
  RecordedAnswer,
  RecordedEvent,
  Removed,
  RolledUp,
  SetAsideCommand,
  Watermark,
} from './ledger-answers.ts';
import type { ParameterValue, Statements } from './statements.ts';

/** Epoch and region under which a command is applied. */
export interface Authority {
  readonly epoch: number;
  readonly originRegion: string;
}

/** A payment to book, and the path it came by. */
export interface Application extends Authority {
  readonly command: CreatePayment;
  readonly appliedBy: 'consumer' | 'request' | 'recovery';
}

/** Position to read old events from: after this one. */
export interface EventPlace {
  readonly recordedAt: string;
  readonly seq: number;
}

/** Start of a page: after a cursor, or at the beginning (empty). */
export interface PagePlace {
  readonly cursor: string;
  readonly pageMax: number;
}

/** Selects a merchant's payments by status and time. */
export interface PaymentFilter {
  readonly merchantId: string;
  readonly status?: string | undefined;
  /** Accepted then or later, RFC 3339. */
  readonly from?: string | undefined;
  /** Accepted earlier, RFC 3339. */
  readonly before?: string | undefined;
  /** Payments read per page; it ends there, full or not. */
  readonly scanMax: number;
}

const applySql = 'select pay.apply(cast(:epoch as bigint), :originRegion, cast(:command as jsonb), :appliedBy)';

/** The ledger's functions. Each call is one statement and one transaction; an answer is one JSON value per row. */
export class Ledger {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Books a payment once; repeats return the first answer. */
  apply({ epoch, originRegion, command, appliedBy }: Application): Promise<ApplyAnswer> {
    return this.#one(ApplyAnswer, applySql, { epoch, originRegion, command: JSON.stringify(command), appliedBy });
  }

  /** Books payments with one statement; answers come in the order of the commands. An error books none. */
  applyBatch(
    commands: readonly CreatePayment[],
    { epoch, originRegion, appliedBy }: Omit<Application, 'command'>,
  ): Promise<readonly ApplyAnswer[]> {
    return this.#one(
      z.array(ApplyAnswer),
      'select pay.apply_batch(cast(:epoch as bigint), :originRegion, cast(:commands as jsonb), :appliedBy)',
      { epoch, originRegion, commands: JSON.stringify(commands), appliedBy },
    );
  }

  /** Books a payment for the answer to its request, or records that its merchant's terms decline it. */
  process(command: CreatePayment, { epoch, originRegion }: Authority): Promise<ProcessAnswer> {
    return this.#one(
      ProcessAnswer,
      'select pay.process_payment(cast(:epoch as bigint), :originRegion, cast(:command as jsonb))',
      { epoch, originRegion, command: JSON.stringify(command) },
    );
  }

  /** Changes a payment once; repeats return the first outcome. */
  change(command: ChangeCommand | ExpirePayment, { epoch, originRegion }: Authority): Promise<DecidedChange> {
    return this.#one(
      DecidedChange,
      'select pay.change(cast(:epoch as bigint), :originRegion, cast(:command as jsonb))',
      { epoch, originRegion, command: JSON.stringify(command) },
    );
  }

  /**
   * Applies journaled commands in their order: with the outcome that was answered, and payments without one by the rules. One
   * that fails has its own answer. An error applies none of them.
   */
  applyRecorded(entries: readonly Replay[], { epoch, originRegion }: Authority): Promise<readonly RecordedAnswer[]> {
    return this.#one(
      z.array(RecordedAnswer),
      'select pay.apply_recorded_batch(cast(:epoch as bigint), :originRegion, cast(:entries as jsonb))',
      { epoch, originRegion, entries: JSON.stringify(entries) },
    );
  }

  /** Counts a failed try of a journaled command; after `triesMax` of them it is set aside. */
  countFailure(
    { command, reason }: { readonly command: object; readonly reason: string },
    { epoch, triesMax }: { readonly epoch: number; readonly triesMax: number },
  ): Promise<FailureAnswer> {
    return this.#one(
      FailureAnswer,
      'select pay.count_failure(cast(:epoch as bigint), cast(:failure as jsonb), cast(:triesMax as int))',
      { epoch, triesMax, failure: storable({ ...command, reason }) },
    );
  }

  /** A page of the commands that are set aside, by id. */
  setAside(after: string, batchMax: number): Promise<readonly SetAsideCommand[]> {
    return this.#each(
      SetAsideCommand,
      'select entry from pay.list_set_aside(:after, cast(:batchMax as int)) as entry',
      {
        after,
        batchMax,
      },
    );
  }

  /** Books a canary: proof that the ledger takes writes under the epoch. */
  bookCanary({ epoch, originRegion }: Authority): Promise<CanaryAnswer> {
    return this.#one(CanaryAnswer, 'select pay.book_canary(cast(:epoch as bigint), :originRegion)', {
      epoch,
      originRegion,
    });
  }

  /** Authorizations and reviews whose term is over, longest overdue first. */
  expiredPayments(batchMax: number): Promise<readonly ExpiredPayment[]> {
    return this.#each(ExpiredPayment, 'select entry from pay.expired_payments(cast(:batchMax as int)) as entry', {
      batchMax,
    });
  }

  /** Opens this epoch and refuses older ones, after waiting for writes in flight. */
  openEpoch(epoch: number, region: string): Promise<OpenAnswer> {
    return this.#one(OpenAnswer, 'select pay.open_epoch(cast(:epoch as bigint), :region)', { epoch, region });
  }

  /** Opens changes under this epoch: everything answered under older ones is in the books. */
  finishRecovery(epoch: number): Promise<FinishAnswer> {
    return this.#one(FinishAnswer, 'select pay.finish_recovery(cast(:epoch as bigint))', { epoch });
  }

  async payment(paymentId: string): Promise<PaymentView | undefined> {
    return (await this.#one(MaybePayment, 'select pay.payment_view(:paymentId)', { paymentId })) ?? undefined;
  }

  /** A page of a merchant's payments, newest first; undefined when the cursor is not valid for this filter. */
  async payments(
    { merchantId, scanMax, ...filter }: PaymentFilter,
    { cursor, pageMax }: PagePlace,
  ): Promise<PaymentPage | undefined> {
    const sql =
      'select pay.find_payments(:merchantId, cast(:filter as jsonb), :cursor, cast(:pageMax as int), cast(:scanMax as int))';
    const parameters = { merchantId, filter: JSON.stringify(filter), cursor, pageMax, scanMax };
    return (await this.#one(MaybePayments, sql, parameters)) ?? undefined;
  }

  /** A merchant's balances by currency. */
  balances(merchantId: string): Promise<BalanceList> {
    return this.#one(BalanceList, 'select pay.merchant_balances(:merchantId)', { merchantId });
  }

  /** A page of a payment's transfers, oldest first; undefined when the cursor is not valid. */
  async transfers(paymentId: string, { cursor, pageMax }: PagePlace): Promise<TransferPage | undefined> {
    const sql = 'select pay.list_transfers(:paymentId, :cursor, cast(:pageMax as int))';
    return (await this.#one(MaybeTransfers, sql, { paymentId, cursor, pageMax })) ?? undefined;
  }

  /** A page of a payment's operations, oldest first; undefined when the cursor is not valid. */
  async operations(paymentId: string, { cursor, pageMax }: PagePlace): Promise<OperationPage | undefined> {
    const sql = 'select pay.list_operations(:paymentId, :cursor, cast(:pageMax as int))';
    return (await this.#one(MaybeOperations, sql, { paymentId, cursor, pageMax })) ?? undefined;
  }

  /** The commands among these that the ledger has never answered. */
  missingOf(commandIds: readonly string[]): Promise<readonly string[]> {
    return this.#each(commandIdText, 'select to_jsonb(id) from pay.missing_commands(cast(:wanted as jsonb)) as id', {
      wanted: JSON.stringify(commandIds),
    });
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
    return this.#each(
      OutboxEntry,
      "select entry from pay.read_outbox(cast(:ageMsMin as bigint) * interval '1 millisecond', cast(:batchMax as int), " +
        'cast(:afterSeq as bigint)) as entry',
      { ...limits, afterSeq },
    );
  }

  /** Removes events that the bus has accepted. */
  async removeFromOutbox(entries: readonly OutboxEntry[]): Promise<void> {
    const accepted = JSON.stringify(entries.map(({ seq }) => seq));
    await this.#one(Removed, 'select pay.remove_from_outbox(cast(:accepted as jsonb))', { accepted });
  }

  /** A page of the events of older epochs, in the order of recording. */
  eventsBefore(epoch: number, { recordedAt, seq }: EventPlace, batchMax: number): Promise<readonly RecordedEvent[]> {
    return this.#each(
      RecordedEvent,
      'select entry from pay.events_before_epoch(cast(:epoch as bigint), cast(:recordedAt as timestamptz), ' +
        'cast(:seq as bigint), cast(:batchMax as int)) as entry',
      { epoch, recordedAt, seq, batchMax },
    );
  }

  /** Every command accepted before this is in the ledger. */
  async watermark(): Promise<string> {
    return (await this.#one(Watermark, 'select pay.watermark()')).upTo;
  }

  advanceWatermark(epoch: number, upTo: string): Promise<AdvanceAnswer> {
    return this.#one(
      AdvanceAnswer,
      'select pay.advance_watermark(cast(:epoch as bigint), cast(:upTo as timestamptz))',
      { epoch, upTo },
    );
  }

  /** Adds settled transfers to their accounts' balances. Returns their number. */
  async rollUpBalances(): Promise<number> {
    return (await this.#one(RolledUp, 'select pay.roll_up_balances()')).rolledUp;
  }

  /** Discrepancies in all of the books. */
  drift(): Promise<readonly Drift[]> {
    return this.#each(Drift, 'select to_jsonb(drift) from pay.check_drift() as drift');
  }

  /** Discrepancies among changes since the last check without findings. */
  driftOfChanges(): Promise<readonly Drift[]> {
    return this.#each(Drift, 'select to_jsonb(drift) from pay.check_changes() as drift');
  }

  async #one<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): Promise<z.infer<Schema>> {
    const rows = await this.#statements.run(sql, parameters);
    return schema.parse(JSON.parse(rows[0] ?? 'null'));
  }

  async #each<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): Promise<z.infer<Schema>[]> {
    const rows = await this.#statements.run(sql, parameters);
    return rows.map((row) => schema.parse(JSON.parse(row ?? 'null')));
  }
}

const commandIdText = z.uuid();

/** Characters that PostgreSQL can't hold in `jsonb`: the text of a command may be why it failed. */
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi;

/** The fields of a failure as JSON that can be stored. */
function storable(failure: Readonly<Record<string, unknown>>): string {
  const { commandId, paymentId, merchantId, acceptedAt, reason } = failure;
  return JSON.stringify({ commandId, paymentId, merchantId, acceptedAt, reason }).replaceAll(unstorable, '\ufffd');
}
