import { hasReached, type RegionState } from '@redoubt/contracts';
import { leaseViewOf } from '@redoubt/lambda-kit';
import { decideDuty } from '../../src/domain/decide-duty.ts';
import type { ActingPolicy } from '../../src/domain/detection-policy.ts';
import { obstaclesTo } from '../../src/domain/promotability.ts';
import { type TakeoverEvent, transition } from '../../src/domain/takeover.ts';
import { anOrder } from '../support/fakes.ts';
import type { Model, Step } from './explore.ts';
import { normalized } from './normalized.ts';
import type { Rules } from './rules.ts';
import type { FaultKind, Scope } from './scope.ts';
import {
  activeRegion,
  at,
  firstWorld,
  nowSecond,
  other,
  type Region,
  regionNames,
  regions,
  type World,
  withPart,
} from './takeover-world.ts';

const acting: ActingPolicy = { dwellMs: 0, movesMax: 2, movesSpanMs: 3_600_000, resumeMs: 0, resumeMsMax: 0 };
const { evidence } = anOrder();
if (evidence === undefined) throw new Error('an order has evidence');
const failed = { kind: 'failed', cause: 'cannot_acknowledge', evidence } as const;
const alive = { now: at(nowSecond), until: at(nowSecond + 1) };

/**
 * Two regions, one command, and a few faults: the production tables decide, and this model does what AWS, clients and time
 * do around them.
 */
export function takeoverModel(rules: Rules, scope: Scope): Model<World> {
  return {
    start: firstWorld(scope.faults),
    steps: (world) =>
      world.broken === null
        ? stepsOf(world, rules, scope).map(({ next, ...step }) => ({ ...step, next: normalized(next, rules, scope) }))
        : [],
    faultIn: (world) => world.broken ?? brokenIn(world),
    isGood,
    isHopeless,
  };
}

/** Money moves: payments and changes are taken by a region that can book them, and everything acknowledged is booked. */
function isGood(world: World): boolean {
  const region = activeRegion(world);
  const { isUp, hasQuorum, databases, state, journal } = world;
  const database = databases[region];
  const canWork = isUp[region] && hasQuorum[region] && database.isUp && database.isWriter;
  return canWork && state.stage === 'verified' && (!journal.isAcknowledged || database.has);
}

/** No database is left that works and has the books: the writer is dead, and the replica was never marked as its copy. */
function isHopeless({ databases, writer, marks }: World): boolean {
  const replica = other(writer);
  const isCopy = databases[replica].lineage === databases[writer].lineage && marks[replica] !== null;
  return !databases[writer].isUp && !(databases[replica].isUp && isCopy);
}

function brokenIn({ leases, databases, state }: World): string | undefined {
  const writers = regions.filter(
    (region) => leases[region]?.canBook && databases[region].isUp && databases[region].isWriter,
  );
  if (writers.length > 1) return 'two open writers';
  return state.automaticMoves.length > acting.movesMax ? 'unbounded ping-pong' : undefined;
}

function stepsOf(world: World, rules: Rules, { kinds, hasClient }: Scope): Step<World>[] {
  return [
    ...faultsOf(world, kinds),
    ...(hasClient ? clientSteps(world, rules) : []),
    ...ledgerSteps(world, rules),
    ...regions.flatMap((region) => [
      ...repairsOf(world, region),
      ...leaseSteps(world, region, rules),
      ...watchSteps(world, region, rules),
      ...workSteps(world, region, rules),
    ]),
    ...hourSteps(world),
  ];
}

function faultsOf(world: World, kinds: readonly FaultKind[]): Step<World>[] {
  if (world.faultsLeft === 0) return [];
  const spend = (name: string, over: Partial<World>): Step<World> => ({
    name,
    isFault: true,
    next: { ...world, faultsLeft: world.faultsLeft - 1, ...over },
  });
  const { journal, databases } = world;
  return regions.flatMap((region) => {
    const name = regionNames[region];
    const steps: Step<World>[] = [];
    if (kinds.includes('loss') && world.isUp[region]) {
      steps.push(
        spend(`${name} is lost`, {
          isUp: withPart(world.isUp, region, false),
          leases: withPart(world.leases, region, null),
          ...withoutWork(world, region),
          journal: {
            ...journal,
            servedIn: journal.servedIn === region ? null : journal.servedIn,
            queuedIn: journal.queuedIn === region ? null : journal.queuedIn,
          },
        }),
      );
    }
    if (kinds.includes('cut') && world.hasQuorum[region]) {
      const servedIn = journal.servedIn === region ? null : journal.servedIn;
      const hasQuorum = withPart(world.hasQuorum, region, false);
      steps.push(spend(`${name} is cut off from the quorum`, { hasQuorum, journal: { ...journal, servedIn } }));
    }
    // One database survives everything: of two dead ones nothing could be made.
    if (kinds.includes('database') && databases[region].isUp && databases[other(region)].isUp) {
      const dead = { ...databases[region], isUp: false };
      steps.push(spend(`database of ${name} dies`, { databases: withPart(databases, region, dead) }));
    }
    if (kinds.includes('execution') && world.work[region] !== null) {
      steps.push(spend(`execution in ${name} dies`, withoutWork(world, region)));
    }
    if (kinds.includes('request') && journal.servedIn === region) {
      steps.push(spend('request is given up', { journal: { ...journal, servedIn: null } }));
    }
    if (kinds.includes('suspicion') && region === 0 && !world.isSuspicious)
      steps.push(spend('active region looks silent', { isSuspicious: true }));
    return steps;
  });
}

/** An execution that is no longer heard of; the time until nobody waits for it has passed. */
function withoutWork(world: World, region: Region): Pick<World, 'work' | 'state'> {
  const { worker } = world.state;
  const isItsOwn = worker !== undefined && activeRegion(world) === region;
  const state = isItsOwn ? { ...world.state, worker: { ...worker, until: at(0) } } : world.state;
  return { work: withPart(world.work, region, null), state };
}

function repairsOf(world: World, region: Region): Step<World>[] {
  const name = regionNames[region];
  const { databases, writer } = world;
  const steps: Step<World>[] = [];
  if (!world.isUp[region])
    steps.push({ name: `${name} returns`, next: { ...world, isUp: withPart(world.isUp, region, true) } });
  if (!world.hasQuorum[region]) {
    steps.push({
      name: `${name} reaches the quorum`,
      next: { ...world, hasQuorum: withPart(world.hasQuorum, region, true) },
    });
  }
  if (region === 0 && world.isSuspicious)
    steps.push({ name: 'suspicion ends', next: { ...world, isSuspicious: false } });
  const [own, peer] = [databases[region], databases[other(region)]];
  const canFollow =
    writer !== region && world.isUp[0] && world.isUp[1] && own.isUp && peer.isUp && world.promotion === null;
  if (canFollow) {
    const { has, watermark, lineage } = peer;
    const follower = { ...own, isWriter: false, has, watermark, lineage };
    steps.push({ name: `${name} replicates`, next: { ...world, databases: withPart(databases, region, follower) } });
  }
  return steps;
}

function leaseSteps(world: World, region: Region, { heedsLeases }: Rules): Step<World>[] {
  const steps: Step<World>[] = [];
  if (world.isUp[region] && world.hasQuorum[region]) {
    const { epoch, isActive, canBook } = leaseViewOf(world.state, regionNames[region]);
    // What allows nothing is as good as none.
    const leases = withPart(world.leases, region, isActive ? { epoch, canBook } : null);
    steps.push({ name: `${regionNames[region]} reads its lease`, next: { ...world, leases } });
  }
  if (world.leases[region] !== null && heedsLeases) {
    const leases = withPart(world.leases, region, null);
    steps.push({ name: `lease of ${regionNames[region]} ends`, next: { ...world, leases } });
  }
  return steps;
}

/** A client sends its command, again and again, until it is acknowledged. */
function clientSteps(world: World, { pointsBeforeAnswering }: Rules): Step<World>[] {
  const { journal } = world;
  const become = (name: string, over: Partial<World['journal']>): Step<World> => ({
    name,
    next: { ...world, journal: { ...journal, ...over } },
  });
  if (journal.isAcknowledged) return [];
  const region = journal.servedIn;
  if (region === null) {
    return regions
      .filter((to) => world.isUp[to] && world.hasQuorum[to] && world.leases[to] !== null)
      .flatMap((to) => {
        const begun = become(`${regionNames[to]} journals the command`, { servedIn: to, command: true });
        // A record that is found is an answer already known.
        const answered = { isAcknowledged: true, queuedIn: null };
        return journal.command && !pointsBeforeAnswering ? [become('found record is answered', answered)] : [begun];
      });
  }
  if (!journal.pointer) return [become('pointer is journaled', { pointer: true })];
  return [become('request is acknowledged', { isAcknowledged: true, queuedIn: region, servedIn: null })];
}

/** Booking by the queue and by the sweep, the watermark, and forgetting. */
function ledgerSteps(world: World, rules: Rules): Step<World>[] {
  const { journal, leases, databases, marks, state } = world;
  const steps: Step<World>[] = [];
  for (const region of regions) {
    const lease = leases[region];
    const database = databases[region];
    const isQueued = journal.queuedIn === region || (journal.pointer && database.watermark === 0);
    if (
      world.isUp[region] &&
      lease?.canBook &&
      database.isWriter &&
      isQueued &&
      !database.has &&
      journal.flight === null
    ) {
      const flight = { to: region, epoch: lease.epoch };
      steps.push({
        name: `${regionNames[region]} sends the booking`,
        next: { ...world, journal: { ...journal, flight } },
      });
    }
    const isBooked = database.has || !rules.keepsWatermark;
    if (lease?.canBook && database.isUp && database.isWriter && database.watermark === 0 && isBooked) {
      const moved = { ...database, watermark: 1 as const };
      steps.push({ name: 'watermark moves', next: { ...world, databases: withPart(databases, region, moved) } });
    }
    const mark = marks[other(region)];
    const canForget = mark !== null && mark.epoch >= state.writerEpoch && mark.upTo === 1 && database.watermark === 1;
    if (lease?.canBook && canForget && journal.pointer && world.hasQuorum[region]) {
      steps.push({
        name: 'journal forgets',
        next: { ...world, journal: { ...journal, pointer: false, isForgotten: true } },
      });
    }
  }
  if (journal.flight !== null) steps.push(arrival(world, rules));
  return steps;
}

function arrival(world: World, { fences }: Rules): Step<World> {
  const { journal, databases, state } = world;
  const { to, epoch } = journal.flight as NonNullable<World['journal']['flight']>;
  const database = databases[to];
  const landed = { ...world, journal: { ...journal, flight: null } };
  const isTaken = world.isUp[to] && database.isUp && database.isWriter && (!fences || database.fence === epoch);
  if (!isTaken) return { name: 'booking is refused', next: landed };
  const isZombie = activeRegion(world) === to && epoch < state.epoch && hasReached(state, 'opened');
  const booked = { ...database, has: true };
  const next = { ...landed, databases: withPart(databases, to, booked), broken: isZombie ? 'zombie write' : null };
  return { name: 'booking is taken', next };
}

/** The watcher of a region: marks, and duties by the production tables. */
function watchSteps(world: World, region: Region, rules: Rules): Step<World>[] {
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
  return [...steps, ...dutySteps(world, region, rules)];
}

function dutySteps(world: World, region: Region, rules: Rules): Step<World>[] {
  const { state } = world;
  const own = world.databases[region];
  const mark = world.marks[region];
  const database = {
    role: world.writer === region ? ('writer' as const) : ('replica' as const),
    isAvailable: own.isUp,
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
  const duty = decideDuty(
    {
      region: regionNames[region],
      nowMs: nowSecond * 1_000,
      state,
      assessment: looksFailed(world) ? failed : { kind: 'well' },
      database,
      obstacles: rules.checksPromotable ? obstacles : [],
      isHeld: false,
    },
    acting,
  );
  const order = { epoch: state.epoch, execution: 'x', at: alive };
  switch (duty.kind) {
    case 'fail_over':
      return begin(world, region, { kind: 'fail_over', ...order, toRegion: regionNames[region], isAutomatic: true });
    case 'hand_back':
      if (!rules.handsBack) return [];
      return begin(world, region, { kind: 'hand_back', ...order, toRegion: regionNames[region], isAutomatic: true });
    case 'resume':
      if (!rules.resumesFromState && world.reported !== state.epoch) return [];
      return begin(world, region, { kind: 'claim', ...order });
    default:
      return [];
  }
}

/** The active region can't acknowledge or can't book, or the standby believes so. */
function looksFailed(world: World): boolean {
  const active = activeRegion(world);
  const canNotBook = !world.databases[active].isUp && hasReached(world.state, 'promoted');
  return !world.isUp[active] || !world.hasQuorum[active] || canNotBook || world.isSuspicious;
}

function begin(world: World, region: Region, event: TakeoverEvent): Step<World>[] {
  const result = transition(world.state, event);
  if (result.outcome !== 'changed') return [];
  const work = withPart(world.work, region, { epoch: result.state.epoch, hasWaited: false });
  const name = `${regionNames[region]}: ${event.kind}`;
  const broken =
    event.kind === 'claim' || couldWork(world, region) ? null : 'an epoch began that could not be taken over';
  return [{ name, next: { ...world, state: result.state, work, broken } }];
}

/** The truth: this region's database works, and its books are those of the present writer. */
function couldWork({ databases, writer }: World, region: Region): boolean {
  return databases[region].isUp && databases[region].lineage === databases[writer].lineage;
}

/** The state machine in a region, stage by stage. */
function workSteps(world: World, region: Region, rules: Rules): Step<World>[] {
  const work = world.work[region];
  if (work === null || !world.isUp[region]) return [];
  const steps = world.hasQuorum[region] ? stageSteps(world, region, rules) : [];
  if (!work.hasWaited) steps.push(waitStep(world, region, rules));
  if (world.promotion === region) steps.push(promotionEnds(world, region));
  return steps;
}

function stageSteps(world: World, region: Region, rules: Rules): Step<World>[] {
  const { state } = world;
  const { epoch } = state;
  const own = world.databases[region];
  const advance = (event: TakeoverEvent, over: Partial<World> = {}): Step<World>[] => {
    const result = transition(state, event);
    return result.outcome === 'changed' ? [{ name: event.kind, next: { ...world, state: result.state, ...over } }] : [];
  };
  switch (state.stage) {
    case 'fenced':
    case 'promoting':
      if (world.promotion !== null) return [];
      if (!own.isUp) {
        if (state.obstacle !== undefined) return [];
        return advance({ kind: 'withdraw_promotion', epoch, obstacle: 'database_unavailable' });
      }
      if (world.writer === region) return advance({ kind: 'become_writer', epoch });
      if (state.stage === 'fenced') return advance({ kind: 'ask_promotion', epoch }, { promotion: region });
      return [{ name: 'promotion is asked for again', next: { ...world, promotion: region } }];
    case 'promoted':
      if (world.work[region]?.hasWaited !== true || !own.isUp) return [];
      return advance(
        { kind: 'open', epoch },
        { databases: withPart(world.databases, region, { ...own, fence: epoch }) },
      );
    case 'opened':
      return own.isUp ? recoverSteps(world, region, rules, advance) : [];
    case 'recovered':
      return own.isUp
        ? advance({ kind: 'verify', epoch }, { work: withPart(world.work, region, null), reported: epoch })
        : [];
    case 'verified':
      return [];
  }
}

function recoverSteps(
  world: World,
  region: Region,
  { recovers }: Rules,
  advance: (event: TakeoverEvent, over: Partial<World>) => Step<World>[],
): Step<World>[] {
  const own = world.databases[region];
  const isFound = recovers && world.journal.pointer && own.watermark === 0;
  const has = own.has || isFound;
  const broken = world.journal.isAcknowledged && !has ? 'an acknowledged command is lost' : null;
  const databases = withPart(world.databases, region, { ...own, has });
  return advance({ kind: 'recover', epoch: world.state.epoch, at: at(nowSecond) }, { databases, broken });
}

/** When a lease has passed, nobody holds one that was read before. */
function waitStep(world: World, region: Region, { waitsOneLease, heedsLeases }: Rules): Step<World> {
  const isOver = (epoch: number) => waitsOneLease && heedsLeases && epoch < world.state.epoch;
  const [first, second] = world.leases.map((lease) => (lease !== null && isOver(lease.epoch) ? null : lease));
  const work = withPart(world.work, region, { epoch: world.state.epoch, hasWaited: true });
  return { name: 'a lease has passed', next: { ...world, leases: [first ?? null, second ?? null], work } };
}

function promotionEnds(world: World, region: Region): Step<World> {
  const own = world.databases[region];
  if (!own.isUp) return { name: 'promotion comes to nothing', next: { ...world, promotion: null } };
  // The old writer hears of it when it follows the new one.
  const promoted = { ...own, isWriter: true, lineage: world.state.epoch };
  const databases = withPart(world.databases, region, promoted);
  return { name: 'promotion ends', next: { ...world, promotion: null, writer: region, databases } };
}

/** The bound on automatic failovers is one of time. */
function hourSteps(world: World): Step<World>[] {
  if (world.state.automaticMoves.length < acting.movesMax) return [];
  const state: RegionState = { ...world.state, automaticMoves: [] };
  return [{ name: 'an hour passes', next: { ...world, state } }];
}
