import {
  BlocklistOutcome,
  type ChangeBlocklist,
  type ChangeTerms,
  type JournalRecord,
  type Setting,
  TermsOutcome,
} from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { SettingsTable } from '../adapters/tables/settings-table.ts';
import { applyRecalled } from '../answering/apply-recalled.ts';
import { type JournalAnswerDependencies, journalAnswer, keyReused } from '../answering/journal-answer.ts';
import { blocklistResponseOf } from '../domain/change-blocklist.ts';
import { termsResponseOf } from '../domain/change-terms.ts';

/** A person's decision about a merchant, a customer or an address. */
export type SettingCommand = ChangeTerms | ChangeBlocklist;

export interface ChangeSettingDependencies extends JournalAnswerDependencies {
  readonly ledger: Pick<Ledger, 'changeSetting' | 'missingOf' | 'applyRecorded'>;
  readonly journal: Pick<Journal, 'recall' | 'put'>;
  readonly settings: Pick<SettingsTable, 'put'>;
}

/** An answer that is in the journal, and so may be given. */
export interface AnsweredSetting {
  readonly response: JournalRecord['response'];
  readonly isReplay: boolean;
  /** The journal says something else than this region's books. */
  readonly hasDiverged: boolean;
}

/**
 * Changes terms or the blocklist as a payment is changed: the ledger decides and commits, command and outcome are journaled. Then the copy
 * is written that payments are decided by, and only then there is an answer.
 *
 * @throws ProblemError `idempotency_key_reused`
 * @throws FaultError `journal_unreachable`, `store_unreachable`, `writer_unreachable`, `epoch_not_open` or `stale_epoch`: no answer may be
 * given; the same request with the same key is safe in either region
 */
export async function changeSetting(
  command: SettingCommand,
  dependencies: ChangeSettingDependencies,
  view: LeaseView,
): Promise<AnsweredSetting> {
  const { ledger, journal, lease, settings } = dependencies;
  const earlier = await journal.recall(command);
  if (earlier !== undefined) {
    if (earlier.fingerprint !== command.fingerprint) throw keyReused();
    await applyRecalled(earlier, ledger, view);
    await copy(command, earlier.outcome, earlier.epoch, settings);
    return { response: earlier.response, isReplay: true, hasDiverged: false };
  }
  const outcome = await decided(command, ledger, view);
  const response = responseOf(command, outcome);
  const { fingerprint } = command;
  const { record, ...journaled } = await journalAnswer(
    { command, fingerprint, outcome, response },
    { journal, lease },
    view,
  );
  if (!journaled.hasDiverged) await copy(command, record.outcome, view.epoch, settings);
  return { ...journaled, response: record.response };
}

async function decided(
  command: SettingCommand,
  ledger: ChangeSettingDependencies['ledger'],
  { canBook, epoch, region }: LeaseView,
): Promise<TermsOutcome | BlocklistOutcome> {
  if (!canBook) {
    throw new FaultError('epoch_not_open', `the ledger in ${region} does not take writes of epoch ${epoch} yet`);
  }
  const answer = await ledger.changeSetting(command, { epoch, originRegion: region });
  switch (answer.outcome) {
    case 'key_reused':
      throw keyReused();
    case 'epoch_not_recovered':
      throw new FaultError(
        'epoch_not_open',
        `changes answered before epoch ${epoch} are still being brought back in ${region}`,
      );
    case 'stale_epoch':
    case 'epoch_not_open':
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, this region's lease at ${epoch}`);
    // Strips what is not the outcome.
    case 'blocklist_changed':
      return BlocklistOutcome.parse(answer);
    default:
      return TermsOutcome.parse(answer);
  }
}

function responseOf(command: SettingCommand, outcome: TermsOutcome | BlocklistOutcome): JournalRecord['response'] {
  if (command.type === 'ChangeTerms' && outcome.outcome !== 'blocklist_changed') {
    return termsResponseOf(command, outcome);
  }
  if (command.type === 'ChangeBlocklist' && outcome.outcome === 'blocklist_changed') {
    return blocklistResponseOf(outcome);
  }
  throw new Error(`the ledger answers a ${command.type} by ${outcome.outcome}`);
}

/** A refusal has changed nothing. */
async function copy(
  command: SettingCommand,
  outcome: JournalRecord['outcome'],
  epoch: number,
  settings: ChangeSettingDependencies['settings'],
): Promise<void> {
  const setting = settingOf(command, outcome, epoch);
  if (setting !== undefined) await settings.put(setting);
}

function settingOf(command: SettingCommand, outcome: JournalRecord['outcome'], epoch: number): Setting | undefined {
  if (command.type === 'ChangeTerms' && outcome?.outcome === 'terms_changed') {
    const { merchantId, terms } = command;
    return { kind: 'terms', merchantId, terms, epoch, version: outcome.version };
  }
  if (command.type === 'ChangeBlocklist' && outcome?.outcome === 'blocklist_changed') {
    const { entry, isBlocked, version } = outcome;
    return { kind: 'blocklist', entry, isBlocked, epoch, version };
  }
  return undefined;
}
