import type { CloudView, FailoverView, RegionView } from '../../src/wire.ts';
import { countText, spanText } from './ages.ts';
import { lagMsMax } from './region-model.ts';
import type { Standing } from './tone.ts';

/** One of the questions that people come with. */
export interface Answer extends Standing {
  readonly question: string;
  readonly detail: string;
}

/** The page in three sentences. */
export function answersOf(cloud: CloudView, failover: FailoverView | undefined, nowMs: number): readonly Answer[] {
  return [mayFailOver(cloud), wouldLose(cloud), happensNext(cloud, failover, nowMs)];
}

function mayFailOver({ state, regions, stateUnreadable }: CloudView): Answer {
  const question = 'May I fail over now?';
  if (stateUnreadable !== undefined) {
    return {
      question,
      tone: 'bad',
      text: 'No: the quorum does not answer',
      detail: 'Nobody can begin an epoch without it.',
    };
  }
  if (state === undefined) return { question, tone: 'quiet', text: 'Not yet', detail: 'The regions are starting.' };
  if (state.stage !== 'verified') {
    const detail = `Epoch ${state.epoch} into ${state.activeRegion} has reached the stage ${state.stage}.`;
    return { question, tone: 'warn', text: 'A failover is under way', detail };
  }
  const standby = regions.find(({ region }) => region !== state.activeRegion);
  const obstacle = obstacleOf(standby);
  if (standby === undefined || obstacle !== undefined) {
    return { question, tone: 'bad', text: `No: ${obstacle}`, detail: 'The readiness page says how to mend it.' };
  }
  const detail = `${standby.region} is a replica that follows; its watcher finds ${state.activeRegion} ${standby.watch?.assessment ?? 'unobserved'}.`;
  return { question, tone: 'good', text: `Yes, into ${standby.region}`, detail };
}

/** The first reason that is visible from here why a standby could not take over. */
export function obstacleOf(standby: RegionView | undefined): string | undefined {
  if (standby === undefined) return 'there is no standby';
  const { region, process, databaseRole, replica, watch } = standby;
  if (process === 'killed') return `${region} is lost`;
  if (process === 'starting') return `${region} is starting`;
  if (process === 'paused') return `${region} stands still`;
  if (databaseRole === 'unknown') return `the database of ${region} does not answer`;
  if (databaseRole === 'writer') return `${region} is the writer`;
  if (replica === undefined) return `the replica of ${region} tells no lag`;
  if (watch?.duty === 'blocked') return watch.because.join(', ') || `${region} is not promotable`;
  return undefined;
}

function wouldLose({ stake, state, regions }: CloudView): Answer {
  const question = 'What would I lose?';
  const brought = 'Nothing that was acknowledged: the journal brings it back.';
  const writer = regions.find(({ databaseRole }) => databaseRole === 'writer');
  if (stake === undefined) {
    const text = writer === undefined ? 'Not known now' : 'There is one copy of the ledger';
    return {
      question,
      tone: 'warn',
      text,
      detail: state === undefined ? 'The regions are starting.' : 'No replica follows; journal and archive remain.',
    };
  }
  const { bookings, sums, isPartial, since, countedAt } = stake;
  const behindMs = Date.parse(countedAt) - Date.parse(since);
  const behind = spanText(behindMs);
  if (bookings === 0) {
    return {
      question,
      tone: 'good',
      text: 'Nothing',
      detail: `The replica has every booking; it is ${behind} behind.`,
    };
  }
  const text = `By the database alone: ${isPartial ? 'more than ' : ''}${countText(bookings, 'booking')}, ${sums.join(', ')}`;
  return {
    question,
    tone: behindMs > lagMsMax ? 'warn' : 'quiet',
    text,
    detail: `${brought} The replica is ${behind} behind.`,
  };
}

function happensNext(cloud: CloudView, failover: FailoverView | undefined, nowMs: number): Answer {
  const question = 'What happens next?';
  const { state, regions, faults } = cloud;
  if (state === undefined)
    return { question, tone: 'quiet', text: 'The regions start', detail: 'It takes some seconds.' };
  const waiting = failover?.state?.question;
  if (waiting !== undefined && waiting.answer === undefined) {
    const leftMs = Date.parse(waiting.answerBy) - nowMs;
    const after = waiting.afterwards === 'fail_over' ? 'the failover begins' : 'nothing is done';
    return {
      question,
      tone: 'bad',
      text: 'You decide',
      detail: `Without an answer within ${spanText(leftMs)} ${after}.`,
    };
  }
  if (state.stage !== 'verified') {
    const text = `${state.activeRegion} takes over`;
    return { question, tone: 'warn', text, detail: 'The failover page shows each stage as it ends.' };
  }
  const active = regions.find(({ region }) => region === state.activeRegion);
  const standby = regions.find(({ region }) => region !== state.activeRegion);
  if (active !== undefined && active.process !== 'running') {
    const seen = standby?.watch?.assessment ?? 'doubtful';
    const text = standby?.process === 'running' ? `${standby.region} decides` : 'Nothing: no region can take over';
    return { question, tone: 'bad', text, detail: `Its watcher finds ${active.region} ${seen}.` };
  }
  if (standby !== undefined && standby.process === 'killed') {
    const detail = `Until it is restored, the loss of ${state.activeRegion} would stop all payments.`;
    return { question, tone: 'warn', text: `${standby.region} waits to be restored`, detail };
  }
  if (faults.length > 0) {
    const detail = `${countText(faults.length, 'fault is', 'faults are')} in force until you heal ${faults.length === 1 ? 'it' : 'them'}.`;
    return { question, tone: 'warn', text: 'The watcher looks on', detail };
  }
  return { question, tone: 'good', text: 'Nothing is due', detail: 'All is well; the standby watches.' };
}
