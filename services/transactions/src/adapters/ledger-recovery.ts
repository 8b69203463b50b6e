import {
  AdvanceAnswer,
  FailureAnswer,
  FinishAnswer,
  OpenAnswer,
  RecordedEvent,
  SetAsideCommand,
  Watermark,
} from './ledger-answers.ts';
import { RecordedLedger } from './recorded-ledger.ts';

/** Position to read old events from: after this one. */
export interface EventPlace {
  readonly recordedAt: string;
  readonly seq: number;
}

/** Brings the ledger to what the journal holds: the functions of the database role `pay_recovery`. */
export class LedgerRecovery extends RecordedLedger {
  /** Opens this epoch and refuses older ones, after waiting for writes in flight. */
  openEpoch(epoch: number, region: string): Promise<OpenAnswer> {
    return this.one(OpenAnswer, 'select pay.open_epoch(cast(:epoch as bigint), :region)', { epoch, region });
  }

  /** Opens changes under this epoch: everything answered under older ones is in the books. */
  finishRecovery(epoch: number): Promise<FinishAnswer> {
    return this.one(FinishAnswer, 'select pay.finish_recovery(cast(:epoch as bigint))', { epoch });
  }

  /** Every command accepted before this is in the ledger. */
  async watermark(): Promise<string> {
    return (await this.one(Watermark, 'select pay.watermark()')).upTo;
  }

  advanceWatermark(epoch: number, upTo: string): Promise<AdvanceAnswer> {
    return this.one(AdvanceAnswer, 'select pay.advance_watermark(cast(:epoch as bigint), cast(:upTo as timestamptz))', {
      epoch,
      upTo,
    });
  }

  /** Counts a failed try of a journaled command; after `triesMax` of them it is set aside. */
  countFailure(
    { command, reason }: { readonly command: object; readonly reason: string },
    { epoch, triesMax }: { readonly epoch: number; readonly triesMax: number },
  ): Promise<FailureAnswer> {
    return this.one(
      FailureAnswer,
      'select pay.count_failure(cast(:epoch as bigint), cast(:failure as jsonb), cast(:triesMax as int))',
      { epoch, triesMax, failure: storable({ ...command, reason }) },
    );
  }

  /** A page of the commands that are set aside, by id. */
  setAside(after: string, batchMax: number): Promise<readonly SetAsideCommand[]> {
    return this.each(SetAsideCommand, 'select entry from pay.list_set_aside(:after, cast(:batchMax as int)) as entry', {
      after,
      batchMax,
    });
  }

  /** A page of the events of older epochs, in the order of recording. */
  eventsBefore(epoch: number, { recordedAt, seq }: EventPlace, batchMax: number): Promise<readonly RecordedEvent[]> {
    return this.each(
      RecordedEvent,
      'select entry from pay.events_before_epoch(cast(:epoch as bigint), cast(:recordedAt as timestamptz), ' +
        'cast(:seq as bigint), cast(:batchMax as int)) as entry',
      { epoch, recordedAt, seq, batchMax },
    );
  }
}

/** Characters that PostgreSQL can't hold in `jsonb`: the text of a command may be why it failed. */
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi;

/** The fields of a failure as JSON that can be stored. */
function storable(failure: Readonly<Record<string, unknown>>): string {
  const { commandId, paymentId, merchantId, acceptedAt, reason } = failure;
  return JSON.stringify({ commandId, paymentId, merchantId, acceptedAt, reason }).replaceAll(unstorable, '\ufffd');
}
