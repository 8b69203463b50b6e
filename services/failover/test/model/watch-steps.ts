import { type Afterwards, type FailoverQuestion, hasReached } from '@redoubt/contracts';
import { decideDuty } from '../../src/domain/decide-duty.ts';
import { obstaclesTo } from '../../src/domain/promotability.ts';
import { type TakeoverEvent, transition } from '../../src/domain/takeover.ts';
import { anOrder } from '../support/fakes.ts';
import type { Step } from './explore.ts';
import { acting, type Rules } from './rules.ts';
import type { Scope } from './scope.ts';
import {
  activeRegion,
  at,
  nowSecond,
  other,
  type Region,
  regionNames,
  type World,
  withPart,
} from './takeover-world.ts';

const { evidence } = anOrder();
if (evidence === undefined) throw new Error('an order has evidence');
const failed = { kind: 'failed', cause: 'cannot_acknowledge', evidence } as const;
const alive = { now: at(nowSecond), until: at(nowSecond + 1) };

/** The watcher of a region: marks, and duties by the production tables. */
export function watchSteps(
  world: World,
  region: Region,
  { rules, scope }: { readonly rules: Rules; readonly scope: Scope },
): Step<World>[] {
  if (!world.isUp[region] || !world.hasQuorum[region]) return [];
  const { state, databases } = world;
  const own = databases[region];
  const steps: Step<World>[] = [];
  const isStable = state.mode === 'open' && world.writer !== region && world.promotion === null;
  const isConnected = own.isUp && databases[other(region)].isUp && own.lineage === databases[world.writer].lineage;
  if (activeRegion(world) !== region && isConnected && (isStable || !rules.takesStableEvidence)) {
    const mark = { epoch: state.epoch, upTo: own.watermark };
    steps.push({
      name: `${regionNames[region]} marks its replica`,
      next: { ...world, marks: withPart(world.marks, region, mark) },
    });
  }
  return [...steps, ...dutySteps(world, region, rules, scope)];
}

function dutySteps(world: World, region: Region, rules: Rules, scope: Scope): Step<World>[] {
  const { state } = world;
  const asks = rules.asksFirst ? scope.asks : undefined;
  const approval = {
    ...acting.approval,
    ...(asks === undefined ? {} : ({ mode: 'approve', afterwards: asks } as const)),
  };
  const grounds = groundsOf(world, region);
  const duty = decideDuty(
    {
      ...grounds,
      assessment: looksFailed(world) ? failed : { kind: 'well' },
      obstacles: rules.checksPromotable ? grounds.obstacles : [],
      isHeld: false,
      isSteady: !looksFailed(world),
    },
    { ...acting, approval },
  );
  const order = { epoch: state.epoch, execution: 'x', at: alive };
  switch (duty.kind) {
    case 'fail_over':
      return begin(world, region, { event: { kind: 'fail_over', ...order, toRegion: regionNames[region] }, scope });
    case 'hand_back':
      if (!rules.handsBack) return [];
      return begin(world, region, { event: { kind: 'hand_back', ...order, toRegion: regionNames[region] }, scope });
    case 'resume':
      if (!rules.resumesFromState && world.reported !== state.epoch) return [];
      return begin(world, region, { event: { kind: 'claim', ...order }, scope });
    case 'request_approval':
      return asked(world, region, approval.afterwards);
    case 'withdraw_question':
      return changed(world, `${regionNames[region]} withdraws its question`, { kind: 'withdraw', epoch: state.epoch });
    default:
      return [];
  }
}

/** Everything that a region decides by, but for its judgement of the other. */
export function groundsOf(world: World, region: Region) {
  const { state } = world;
  const mark = world.marks[region];
  const database = {
    role: world.writer === region ? ('writer' as const) : ('replica' as const),
    isAvailable: world.databases[region].isUp,
    isInTransition: world.promotion !== null,
    isConnected: true,
  };
  const obstacles = obstaclesTo({
    database,
    mark:
      mark === null
        ? undefined
        : { pk: 'replica#x', region: 'us-east-1', epoch: mark.epoch, at: at(0), replicatedUpTo: at(mark.upTo) },
    writerEpoch: state.writerEpoch,
    forgottenUpTo: world.journal.isForgotten ? at(1) : undefined,
    probes: [],
  });
  return { region: regionNames[region], nowMs: nowSecond * 1_000, state, database, obstacles };
}

function asked(world: World, region: Region, afterwards: Afterwards): Step<World>[] {
  const question: FailoverQuestion = {
    toRegion: regionNames[region],
    askedAt: at(nowSecond),
    answerBy: at(nowSecond + 1),
    afterwards,
    cause: 'cannot_book',
    down: [],
  };
  return changed(world, `${regionNames[region]} asks`, { kind: 'ask', epoch: world.state.epoch, question });
}

/** A step that changes nothing but the region state. */
export function changed(world: World, name: string, event: TakeoverEvent): Step<World>[] {
  const result = transition(world.state, event);
  return result.outcome === 'changed' ? [{ name, next: { ...world, state: result.state } }] : [];
}

/** The active region can't acknowledge or can't book, or the standby believes so. */
function looksFailed(world: World): boolean {
  const active = activeRegion(world);
  const canNotBook = !world.databases[active].isUp && hasReached(world.state, 'promoted');
  return !world.isUp[active] || !world.hasQuorum[active] || canNotBook || world.isSuspicious;
}

/** Begins an epoch, or claims the work on one. */
export function begin(
  world: World,
  region: Region,
  { event, scope }: { readonly event: TakeoverEvent; readonly scope: Scope },
): Step<World>[] {
  const result = transition(world.state, event);
  if (result.outcome !== 'changed') return [];
  const work = withPart(world.work, region, { epoch: result.state.epoch, hasWaited: false });
  const name = `${regionNames[region]}: ${event.kind}`;
  const isUnasked = event.kind === 'fail_over' && scope.asks === 'stand_down' && result.state.decision === undefined;
  const isVain = event.kind !== 'claim' && !couldWork(world, region);
  const unasked = isUnasked ? 'a failover began that nobody approved' : null;
  const broken = isVain ? 'an epoch began that could not be taken over' : unasked;
  return [{ name, next: { ...world, state: result.state, work, broken } }];
}

/** The truth: this region's database works, and its books are those of the present writer. */
function couldWork({ databases, writer }: World, region: Region): boolean {
  return databases[region].isUp && databases[region].lineage === databases[writer].lineage;
}
