import {
  type ExplainedFailover,
  type FailoverObstacle,
  type FailoverQuestion,
  type FailoverReport,
  type FailoversRead,
  type OrderedFailover,
  type StageRecord,
  stakeText,
} from '@redoubt/contracts';
import { table } from './table.ts';

/** An order, or what would come of it. */
export function orderLines(order: OrderedFailover): readonly string[] {
  const { kind, fromRegion, toRegion, epoch, steps, obstacles } = order;
  return [
    `${kind === 'hand_back' ? 'Hand-back' : 'Failover'} from ${fromRegion} to ${toRegion}, as epoch ${epoch}:`,
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
    ...replicaLines(order),
    ...obstacleLines(obstacles, toRegion),
  ];
}

/** Obstacles to a takeover, each with its remedy. */
export function obstacleLines(obstacles: readonly FailoverObstacle[], region: string): readonly string[] {
  if (obstacles.length === 0) return [`Nothing is in the way of ${region}.`];
  return [
    `In the way of ${region}:`,
    ...obstacles.flatMap(({ text, mend, isForceable }) => [
      `  ${text}${isForceable ? ' (--force goes past it)' : ''}`,
      `    fix  ${mend}`,
    ]),
  ];
}

/** Every failover that is known, newest first. */
export function listLines({ state, reports }: FailoversRead): readonly string[] {
  const rows = reports.map((report) => [
    String(report.epoch),
    report.kind.replace('_', ' '),
    `${report.fromRegion} → ${report.toRegion}`,
    report.outcome,
    report.decidedAt,
    whyOf(report),
  ]);
  const isUnderWay = state.stage !== 'verified';
  return [
    ...(state.question === undefined ? [] : [questionLine(state.question, state.epoch + 1)]),
    ...(isUnderWay ? [`epoch ${state.epoch} is under way in ${state.activeRegion}: ${state.stage}`] : []),
    ...table(rows),
  ];
}

/** One epoch: its report, or how far it is. */
export function showLines(epoch: number, { state, reports }: FailoversRead): readonly string[] | undefined {
  const report = reports.find((it) => it.epoch === epoch);
  if (state.epoch === epoch && state.stage !== 'verified') {
    const { fromRegion = '?', activeRegion, stage, obstacle, worker, stages, decision } = state;
    return [
      `epoch ${epoch}: ${fromRegion} → ${activeRegion}, under way: ${stage}`,
      ...(decision === undefined ? [] : [`${decision.how} by ${decision.by}: ${decision.reason}`]),
      ...(obstacle === undefined ? [] : [`can't go on: ${obstacle}`]),
      ...(worker === undefined ? [] : [`at work: ${worker.execution}, attempt ${worker.attempt}`]),
      ...stageLines(stages),
    ];
  }
  if (report !== undefined) return reportLines(report);
  if (state.question !== undefined && epoch === state.epoch + 1) return questionLines(state.question, epoch);
  return undefined;
}

/** The view of a watcher, and what is in the way of its region. */
export function whyLines(why: ExplainedFailover): readonly string[] {
  const { region, state, view, obstacles, now } = why;
  const isActive = state.activeRegion === region;
  const since = (at: string) => `${at}, for ${secondsBetween(at, now)} s`;
  const seen =
    view === undefined
      ? [`${region} has never looked.`]
      : [
          `${region} looked ${secondsBetween(view.at, now)} s ago: ${state.activeRegion} is ${view.assessment}.`,
          ...table(
            view.signals.map(({ signal, reading, isDown, badSince }) => [
              `  ${signal}`,
              reading,
              isDown ? 'DOWN' : 'up',
              badSince === undefined ? '' : `bad since ${since(badSince)}`,
            ]),
          ),
          `Its duty: ${[view.duty.replaceAll('_', ' '), ...view.because].join(': ')}.`,
        ];
  return [
    `Epoch ${state.epoch}: ${state.activeRegion} is active, ${state.mode}, ${state.stage}; failover mode ${why.failoverMode}.`,
    ...(isActive ? [`${region} is the active region: it watches nobody.`] : seen),
    ...(state.question === undefined ? [] : questionLines(state.question, state.epoch + 1)),
    ...replicaLines(why),
    ...(isActive ? [] : obstacleLines(obstacles, region)),
  ];
}

function reportLines(report: FailoverReport): readonly string[] {
  const { epoch, fromRegion, toRegion, outcome, stages, achieved, stoppedBecause } = report;
  const times = Object.entries(achieved).map(([name, ms]) => `${name.replace(/Ms$/, '')} ${ms} ms`);
  return [
    `epoch ${epoch}: ${report.kind.replace('_', ' ')} ${fromRegion} → ${toRegion}, ${outcome} at attempt ${report.attempt}`,
    whyOf(report),
    ...(stoppedBecause === undefined ? [] : [`stopped because ${stoppedBecause}`]),
    ...stageLines(stages),
    `achieved: ${times.join(', ')}`,
  ];
}

function whyOf({ decision, signals }: FailoverReport): string {
  if (decision !== undefined) return `${decision.how} by ${decision.by}: ${decision.reason}`;
  return signals.length === 0 ? 'by itself' : `by itself: ${signals.join(', ')} down`;
}

function stageLines(stages: readonly StageRecord[]): readonly string[] {
  return table(stages.map(({ endedAt, stage, text }) => [`  ${endedAt}`, stage, text]));
}

function questionLine({ toRegion, answerBy, answer }: FailoverQuestion, epoch: number): string {
  if (answer === undefined) return `epoch ${epoch} into ${toRegion} waits for an answer until ${answerBy}`;
  return `epoch ${epoch} into ${toRegion} was ${answer.decision} by ${answer.by}: ${answer.reason}`;
}

/** Everything that a person needs to know to answer. */
function questionLines(question: FailoverQuestion, epoch: number): readonly string[] {
  const { down, cause, afterwards, replicatedUpTo, atStake, askedAt } = question;
  const costs =
    cause === 'cannot_acknowledge'
      ? 'nobody takes payments'
      : 'payments are taken and not booked, and changes of payments fail';
  return [
    questionLine(question, epoch),
    `  asked ${askedAt}: ${down.map(({ signal, since }) => `${signal} down since ${since}`).join(', ')}`,
    `  while it waits: ${costs}`,
    `  lost by the database alone: ${stakeText(atStake)} since ${replicatedUpTo ?? 'an unknown time'}; the journal brings it back`,
    `  without an answer: ${afterwards === 'fail_over' ? 'the failover begins' : 'nothing is done'}`,
  ];
}

function replicaLines({ replicatedUpTo }: { readonly replicatedUpTo?: string | undefined }): readonly string[] {
  if (replicatedUpTo === undefined) return [];
  return [`The replica has everything up to ${replicatedUpTo}; what came later is applied again from the journal.`];
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
