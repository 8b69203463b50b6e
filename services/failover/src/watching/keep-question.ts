import type { AtStake, FailoverQuestion, RegionState, ReplicaMark, SignalDown } from '@redoubt/contracts';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { SignalItems } from '../adapters/signal-items.ts';
import type { Assessment } from '../domain/assess-region.ts';
import type { Detection } from '../domain/detection.ts';
import type { ApprovalPolicy } from '../domain/detection-policy.ts';
import { signalNames } from '../domain/signals.ts';

export interface KeepQuestionDependencies {
  readonly region: string;
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly signals: Pick<SignalItems, 'readReplicaMark'>;
  readonly contract: Pick<RecoveryContract, 'hooks' | 'probe'>;
}

/** State, judgement and windows from which a watcher decided to ask. */
export interface QuestionGrounds {
  readonly state: RegionState;
  readonly assessment: Assessment;
  readonly detection: Detection;
  readonly nowMs: number;
}

/**
 * Asks people in the region state whether a failover into this region may begin.
 *
 * @returns the region state with the question, or as somebody else has changed it
 */
export async function askApproval(
  asking: KeepQuestionDependencies,
  grounds: QuestionGrounds,
  { waitMs, afterwards }: ApprovalPolicy,
): Promise<RegionState> {
  const { region } = asking;
  const { state, assessment, detection, nowMs } = grounds;
  // For people only: what can't be read must not keep the question from being asked.
  const mark = await asking.signals.readReplicaMark(region).catch(() => undefined);
  const atStake = mark === undefined ? undefined : await countAtStake(asking, state, mark).catch(() => undefined);
  const question: FailoverQuestion = {
    toRegion: region,
    askedAt: new Date(nowMs).toISOString(),
    answerBy: new Date(nowMs + waitMs).toISOString(),
    afterwards,
    // A region that says itself that its takeover can't go on takes payments, and books none.
    cause: assessment.kind === 'failed' ? assessment.cause : 'cannot_book',
    down: downIn(detection),
    ...(mark === undefined ? {} : { replicatedUpTo: mark.replicatedUpTo }),
    ...(atStake === undefined ? {} : { atStake }),
  };
  const result = await asking.state.change({ kind: 'ask', epoch: state.epoch, question });
  return result.outcome === 'refused' ? state : result.state;
}

/** Asks the services what they would have to recover; the first that says so is the one that holds the money. */
async function countAtStake(
  { region, contract }: Pick<KeepQuestionDependencies, 'region' | 'contract'>,
  { epoch, activeRegion: fromRegion }: RegionState,
  { replicatedUpTo }: ReplicaMark,
): Promise<AtStake | undefined> {
  const request = { epoch, fromRegion, toRegion: region, replicatedUpTo };
  const probes = await Promise.all((await contract.hooks('probe')).map((hook) => contract.probe(hook, request)));
  return probes.find(({ atStake }) => atStake !== undefined)?.atStake;
}

/** Takes the question back: the active region is well. */
export async function withdrawQuestion(
  { state }: Pick<KeepQuestionDependencies, 'state'>,
  before: RegionState,
): Promise<RegionState> {
  const result = await state.change({ kind: 'withdraw', epoch: before.epoch });
  return result.outcome === 'refused' ? before : result.state;
}

function downIn({ windows }: Detection): SignalDown[] {
  return signalNames.flatMap((signal) => {
    const { badSinceMs } = windows[signal];
    return badSinceMs === undefined ? [] : [{ signal, since: new Date(badSinceMs).toISOString() }];
  });
}
