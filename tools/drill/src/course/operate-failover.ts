import {
  AnsweredFailover,
  type AnswerFailoverRequest,
  type FailoverQuestion,
  FailoversRead,
  OrderedFailover,
  type OrderFailoverRequest,
} from '@redoubt/contracts';
import { DrillError } from '../drill-error.ts';
import { waitUntil } from '../wait-until.ts';
import type { DrillRun, Roles } from './drill-run.ts';

/** The person of a drill. */
const by = 'drill';

/** Orders a failover as a person does, in the region that is to take over. @throws DrillError `unexpected_answer` */
export async function orderFailover(
  { cloud, timeline }: Pick<DrillRun, 'cloud' | 'timeline'>,
  toRegion: string,
  request: Omit<OrderFailoverRequest, 'by'>,
): Promise<OrderedFailover> {
  const { suffix } = await cloud.status();
  const answer = await cloud.invoke(toRegion, `failover-order-failover-${suffix}`, { by, ...request });
  const order = OrderedFailover.parse(answer);
  const obstacles = order.obstacles.map(({ text }) => text).join(', ') || 'nothing is in the way';
  timeline.add('operate', `failover into ${toRegion}: ${order.outcome}, ${obstacles}`, { region: toRegion });
  const wanted = request.isDryRun === true ? 'planned' : 'started';
  if (order.outcome === wanted) return order;
  throw new DrillError('unexpected_answer', `the order was answered ${order.outcome}: ${obstacles}`);
}

/** Reads region state and reports, as a person does. */
async function readFailovers({ cloud }: Pick<DrillRun, 'cloud'>, region: string): Promise<FailoversRead> {
  const { suffix } = await cloud.status();
  return FailoversRead.parse(await cloud.invoke(region, `failover-read-failovers-${suffix}`, {}));
}

/** Pause between two looks at the question, in milliseconds. */
const everyMs = 200;

/** Waits until the platform asks for approval, and puts it on the timeline. @throws DrillError `no_failover` */
export async function untilAsked(run: AskedRun, region: string): Promise<FailoverQuestion> {
  const question = await untilQuestion(run, region, (found) => found);
  const { toRegion, down, answerBy } = question;
  const since = down.map(({ signal }) => signal).join(' and ');
  run.timeline.add('operate', `${toRegion} asks for approval: ${since} down; until ${answerBy}`, { region: toRegion });
  return question;
}

/** Waits until nothing is asked any more. @throws DrillError `no_failover` */
export async function untilNothingIsAsked(run: AskedRun, region: string): Promise<void> {
  await untilQuestion(run, region, (found) => (found === undefined ? true : undefined));
  run.timeline.add('operate', 'the question is withdrawn', { region });
}

/** Answers a question as a person does. @throws DrillError `unexpected_answer` */
export async function answerFailover(
  { cloud, timeline }: Pick<DrillRun, 'cloud' | 'timeline'>,
  { standby, epoch }: Roles,
  decision: AnswerFailoverRequest['decision'],
): Promise<void> {
  const { suffix } = await cloud.status();
  const request: AnswerFailoverRequest = { epoch: epoch + 1, decision, by, reason: 'a drill' };
  const answer = AnsweredFailover.parse(await cloud.invoke(standby, `failover-answer-failover-${suffix}`, request));
  timeline.add('operate', `epoch ${request.epoch} is ${decision}: ${answer.outcome}`, { region: standby });
  if (answer.outcome === 'refused')
    throw new DrillError('unexpected_answer', `the answer was refused: ${answer.reason}`);
}

type AskedRun = Pick<DrillRun, 'cloud' | 'timeline' | 'signal' | 'waitMsMax'>;

async function untilQuestion<Found>(
  run: AskedRun,
  region: string,
  pick: (question: FailoverQuestion | undefined) => Found | undefined,
): Promise<Found> {
  const { signal, waitMsMax: limitMs } = run;
  const look = async () => {
    const read = await readFailovers(run, region).catch(() => undefined);
    return read === undefined ? undefined : pick(read.state.question);
  };
  const found = await waitUntil(look, { limitMs, everyMs, signal });
  if (found !== undefined) return found;
  throw new DrillError('no_failover', `the question of ${region} was not what it should be within ${limitMs} ms`);
}
