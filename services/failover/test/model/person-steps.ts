import type { PersonsDecision } from '@redoubt/contracts';
import { decideDuty } from '../../src/domain/decide-duty.ts';
import { questionStageOf } from '../../src/domain/question.ts';
import type { Step } from './explore.ts';
import { acting, type Rules } from './rules.ts';
import type { Scope } from './scope.ts';
import { activeRegion, at, nowSecond, other, regionNames, type World } from './takeover-world.ts';
import { begin, changed, groundsOf } from './watch-steps.ts';

const word = { by: 'anna', reason: 'a model', at: at(nowSecond) };
const ordered: PersonsDecision = { how: 'ordered', ...word };

/** A person answers, keeps silent until the time is over, or orders a failover; all of it whenever they like. */
export function personSteps(
  world: World,
  { rules, scope }: { readonly rules: Rules; readonly scope: Scope },
): Step<World>[] {
  const { state, faultsLeft } = world;
  const { epoch, question } = state;
  const orders = orderSteps(world, { rules, scope });
  // What was not approved is left to a person; other orders are bounded as faults are.
  const isRefused = questionStageOf(state) === 'rejected' || (question !== undefined && isOver(question.answerBy));
  const asWanted =
    scope.kinds.includes('order') && faultsLeft > 0
      ? orders.map(({ name, next }) => ({ name, isFault: true, next: { ...next, faultsLeft: faultsLeft - 1 } }))
      : [];
  if (question === undefined || question.answer !== undefined) return [...asWanted, ...(isRefused ? orders : [])];
  const silent: World = { ...world, state: { ...state, question: { ...question, answerBy: at(0) } } };
  return [
    ...asWanted,
    ...(isRefused ? orders : [{ name: 'nobody answers in time', next: silent }]),
    ...changed(world, 'anna approves', { kind: 'approve', epoch, word }),
    ...changed(world, 'anna rejects', { kind: 'reject', epoch, word }),
  ];
}

function isOver(answerBy: string): boolean {
  return Date.parse(answerBy) <= nowSecond * 1_000;
}

/** An order into the standby; the region that takes over decides whether it can. */
function orderSteps(world: World, { rules, scope }: { readonly rules: Rules; readonly scope: Scope }): Step<World>[] {
  const region = other(activeRegion(world));
  if (!world.isUp[region] || !world.hasQuorum[region]) return [];
  const grounds = groundsOf(world, region);
  const duty = decideDuty(
    {
      ...grounds,
      assessment: { kind: 'well' },
      obstacles: rules.checksOrders ? grounds.obstacles : [],
      isHeld: false,
      isOrdered: true,
    },
    acting,
  );
  if (duty.kind !== 'fail_over' && duty.kind !== 'hand_back') return [];
  const alive = { now: at(nowSecond), until: at(nowSecond + 1) };
  const toRegion = regionNames[region];
  const event = { kind: duty.kind, epoch: world.state.epoch, toRegion, execution: 'x', at: alive, decision: ordered };
  return begin(world, region, { event, scope }).map(({ name, next }) => ({ name: `anna orders ${name}`, next }));
}
