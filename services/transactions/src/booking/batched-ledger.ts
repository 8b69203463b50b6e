import { FaultError } from '@redoubt/lambda-kit';
import type { Application, Ledger } from '../adapters/ledger.ts';
import type { ApplyAnswer } from '../adapters/ledger-answers.ts';

/** Payments per statement: their answers, a row each, stay far below the Data API's 1 MiB. */
const batchMax = 50;

interface Waiting {
  readonly application: Application;
  answer(answer: ApplyAnswer): void;
  fail(error: unknown): void;
}

/**
 * Books payments that arrive together with one statement, and gives each caller its own answer.
 *
 * A payment that the ledger can't take fails its whole statement. Then each is applied alone, so that it holds up no other.
 */
export class BatchedLedger {
  readonly #ledger: Pick<Ledger, 'apply' | 'applyBatch'>;
  #waiting: Waiting[] = [];

  constructor(ledger: Pick<Ledger, 'apply' | 'applyBatch'>) {
    this.#ledger = ledger;
  }

  /** As `Ledger.apply`. */
  apply(application: Application): Promise<ApplyAnswer> {
    return new Promise((answer, fail) => {
      // The first one waits one turn of the event loop for the other messages of its invocation.
      if (this.#waiting.length === 0) setImmediate(() => this.#run());
      this.#waiting.push({ application, answer, fail });
    });
  }

  #run(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const isAlike = ({ application }: Waiting) =>
      `${application.epoch} ${application.originRegion} ${application.appliedBy}`;
    for (const alike of Map.groupBy(waiting, isAlike).values()) {
      for (let from = 0; from < alike.length; from += batchMax) void this.#apply(alike.slice(from, from + batchMax));
    }
  }

  /** Settles every caller; never rejects. */
  async #apply(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      const { epoch, originRegion, appliedBy } = first.application;
      const commands = batch.map(({ application }) => application.command);
      const answers = await this.#ledger.applyBatch(commands, { epoch, originRegion, appliedBy });
      for (const [at, { answer, fail }] of batch.entries()) {
        const given = answers[at];
        if (given === undefined) fail(new Error(`a batch of ${batch.length} got ${answers.length} answers`));
        else answer(given);
      }
    } catch (error) {
      // A fault hits all alike: applying them alone would not help.
      if (error instanceof FaultError || batch.length === 1) for (const { fail } of batch) fail(error);
      else await Promise.all(batch.map((waiting) => this.#applyAlone(waiting)));
    }
  }

  #applyAlone({ application, answer, fail }: Waiting): Promise<void> {
    return this.#ledger.apply(application).then(answer, fail);
  }
}
