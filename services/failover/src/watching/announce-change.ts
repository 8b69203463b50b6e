import { stakeText } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { Announcement, Announcer } from '../adapters/announcer.ts';
import type { WatchStep } from './watch-region.ts';

/** The same is not told again before, in milliseconds: a duty that comes and goes must not flood people. */
const againMs = 60_000;

export interface ChangeAnnouncerDependencies {
  readonly announcer: Pick<Announcer, 'tell'>;
  readonly clock: Clock;
}

/** Tells people once of each change of what the watcher has to do. The state machine tells of its own stages. */
export class ChangeAnnouncer {
  readonly #announcing: ChangeAnnouncerDependencies;
  readonly #toldAtMs = new Map<string, number>();
  #before: string | undefined;

  constructor(announcing: ChangeAnnouncerDependencies) {
    this.#announcing = announcing;
  }

  /** No look has to wait for it. @throws Error when the topic gives no answer */
  async note(step: Pick<WatchStep, 'state' | 'duty'>): Promise<void> {
    const { announcer, clock } = this.#announcing;
    const announcement = announcementOf(step);
    const subject = announcement?.subject;
    const isNew = subject !== this.#before;
    this.#before = subject;
    if (announcement === undefined || !isNew) return;
    const nowMs = clock.nowMs();
    const toldAtMs = this.#toldAtMs.get(announcement.subject);
    // A question that is asked or taken back is a write of the region state: it happens once, and is always told.
    const isWritten = step.duty.kind === 'request_approval' || step.duty.kind === 'withdraw_question';
    if (!isWritten && toldAtMs !== undefined && nowMs - toldAtMs < againMs) return;
    this.#toldAtMs.set(announcement.subject, nowMs);
    await announcer.tell(announcement);
  }
}

function announcementOf({ state, duty }: Pick<WatchStep, 'state' | 'duty'>): Announcement | undefined {
  const epoch = state.epoch + 1;
  switch (duty.kind) {
    case 'request_approval':
      return { subject: `Failover: epoch ${epoch} needs approval`, text: questionText(state) };
    case 'withdraw_question':
      return { subject: `Failover: epoch ${epoch} needs no answer`, text: `${state.activeRegion} is well again` };
    case 'hold':
      if (duty.because === 'drill') return undefined;
      return {
        subject: `Failover: epoch ${epoch} is held (${duty.because})`,
        text: `A failover from ${state.activeRegion} is due and does not begin. Order it: redoubt failover start`,
      };
    case 'blocked':
      return {
        subject: `Failover: epoch ${epoch} is blocked`,
        text: `A failover from ${state.activeRegion} is due and can't begin: ${duty.obstacles.join(', ')}`,
      };
    case 'resume':
      return {
        subject: `Failover: epoch ${state.epoch} is resumed`,
        text: `${state.stage} was reached; attempt ${(state.worker?.attempt ?? 0) + 1}`,
      };
    default:
      return undefined;
  }
}

/** Everything that a person has to know, and how to answer. */
function questionText({ epoch, activeRegion, question }: WatchStep['state']): string {
  if (question === undefined) return `${activeRegion} has failed`;
  const { toRegion, down, cause, replicatedUpTo = 'an unknown time', atStake, answerBy, afterwards } = question;
  const costs = cause === 'cannot_acknowledge' ? 'nobody takes payments' : 'payments are taken and not booked';
  return [
    `${activeRegion} has failed, and ${toRegion} could take over.`,
    ...down.map(({ signal, since }) => `${signal}: down since ${since}`),
    `While this waits: ${costs}.`,
    `Lost by the database alone: ${stakeText(atStake)} since ${replicatedUpTo}; the journal brings it back.`,
    `Without an answer until ${answerBy}: ${afterwards === 'fail_over' ? 'it begins' : 'nothing is done'}.`,
    `redoubt failover approve ${epoch + 1} --reason …`,
    `redoubt failover reject ${epoch + 1} --reason …`,
  ].join('\n');
}
