import { FaultError } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { AdvanceAnswer, refusals, Watermark } from './ledger-answers.ts';
import type { Statements } from './statements.ts';

const ForgetAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('forgotten'), answers: z.number().int().min(0) }),
  ...refusals,
]);

/** The answers that the ledger keeps. Each call is one statement and one transaction. */
export class KeptAnswers {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Every command accepted before this is in the ledger. */
  async watermark(): Promise<Date> {
    return new Date(Watermark.parse(await this.#one('select pay.watermark()')).upTo);
  }

  /** The journal has forgotten everything before this. */
  async forgotten(): Promise<Date> {
    return new Date(Watermark.parse(await this.#one('select pay.forgotten()')).upTo);
  }

  /** @throws FaultError `stale_epoch` or `epoch_not_open` */
  async advanceForgotten(epoch: number, upTo: Date): Promise<void> {
    const sql = 'select pay.advance_forgotten(cast(:epoch as bigint), cast(:upTo as timestamptz))';
    const answer = AdvanceAnswer.parse(await this.#one(sql, { epoch, upTo: upTo.toISOString() }));
    if (answer.outcome !== 'advanced') throw refusalOf(answer.outcome, epoch);
  }

  /**
   * Forgets archived answers given before a time. Returns their number.
   *
   * @throws FaultError `stale_epoch` or `epoch_not_open`
   */
  async forget(
    epoch: number,
    { before, batchMax }: { readonly before: Date; readonly batchMax: number },
  ): Promise<number> {
    const sql =
      'select pay.forget_answers(cast(:epoch as bigint), cast(:before as timestamptz), cast(:batchMax as int))';
    const answer = ForgetAnswer.parse(await this.#one(sql, { epoch, before: before.toISOString(), batchMax }));
    if (answer.outcome !== 'forgotten') throw refusalOf(answer.outcome, epoch);
    return answer.answers;
  }

  async #one(sql: string, parameters?: Parameters<Statements['run']>[1]): Promise<unknown> {
    const rows = await this.#statements.run(sql, parameters);
    return JSON.parse(rows[0] ?? 'null');
  }
}

function refusalOf(code: 'stale_epoch' | 'epoch_not_open', epoch: number): FaultError {
  return new FaultError(code, `the ledger forgets nothing under epoch ${epoch}`);
}
