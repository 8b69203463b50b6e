import { journalSlotsBetween } from '@redoubt/contracts';
import type { JournaledCommand, JournalReader } from '@redoubt/lambda-kit';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import { isOfSetting } from '../domain/replay-order.ts';
import { findMissing, type Unreadable } from './missing-commands.ts';

/** Changes that are kept at most: some five megabytes. Those of further minutes are read again. */
const keptMax = 5_000;

/** A minute of the journal, as far as the ledger lacks it. */
export interface JournalMinute {
  /** Number of commands that the minute points to. */
  readonly examined: number;
  readonly settings: readonly JournaledCommand[];
  readonly payments: readonly JournaledCommand[];
  /** Changes of payments, and payouts. */
  readonly changes: readonly JournaledCommand[];
  readonly unreadable: readonly Unreadable[];
}

export interface JournalMinutesDependencies {
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly ledger: Pick<RecordedLedger, 'missingOf'>;
}

/**
 * The journal by minutes, for one page of a recovery.
 *
 * A minute can be read ahead, while another one is booked. Its changes are kept for their own step, which follows when all payments
 * are booked; otherwise every minute would be read twice. They stay what they are: nothing of older epochs is acknowledged once a recovery has
 * begun, and the ledger answers a command that somebody else has applied meanwhile as a repeat.
 */
export class JournalMinutes implements AsyncDisposable {
  readonly #dependencies: JournalMinutesDependencies;
  readonly #kept = new Map<number, readonly JournaledCommand[]>();
  #keptCount = 0;
  #ahead: { readonly minuteMs: number; readonly read: Promise<JournalMinute> } | undefined;

  constructor(dependencies: JournalMinutesDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws FaultError of journal or ledger, also one that reading ahead has met */
  async read(minuteMs: number): Promise<JournalMinute> {
    const ahead = this.#ahead;
    if (ahead?.minuteMs !== minuteMs) return await this.#read(minuteMs);
    this.#ahead = undefined;
    return await ahead.read;
  }

  /** Begins to read a minute, one at a time. */
  readAhead(minuteMs: number): void {
    if (this.#ahead !== undefined) return;
    const read = this.#read(minuteMs);
    // Whoever asks for the minute gets the fault; maybe nobody does.
    read.catch(() => undefined);
    this.#ahead = { minuteMs, read };
  }

  /** @throws FaultError of journal or ledger */
  async changesOf(minuteMs: number): Promise<readonly JournaledCommand[]> {
    return this.#kept.get(minuteMs) ?? (await this.#read(minuteMs)).changes;
  }

  /** Waits for what was begun: work that is under way when a function answers would be frozen with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ahead?.read.catch(() => undefined);
  }

  async #read(minuteMs: number): Promise<JournalMinute> {
    const { journal, ledger } = this.#dependencies;
    const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs: minuteMs, toMs: minuteMs }));
    const { missing, unreadable } = await findMissing(commandIds, journal, ledger);
    const { settings = [], payments = [], changes = [] } = Object.groupBy(missing, kindOf);
    this.#keep(minuteMs, changes);
    return { examined: commandIds.length, settings, payments, changes, unreadable };
  }

  #keep(minuteMs: number, changes: readonly JournaledCommand[]): void {
    if (this.#kept.has(minuteMs) || this.#keptCount + changes.length > keptMax) return;
    this.#kept.set(minuteMs, changes);
    this.#keptCount += changes.length;
  }
}

function kindOf({ command: { type } }: JournaledCommand): 'settings' | 'payments' | 'changes' {
  if (type === 'CreatePayment') return 'payments';
  return isOfSetting(type) ? 'settings' : 'changes';
}
