import { type TakeoverEvent, transition } from '../../src/domain/takeover.ts';
import type { Step } from './explore.ts';
import type { Rules } from './rules.ts';
import { at, nowSecond, type Region, type World, withPart } from './takeover-world.ts';

/** The state machine in a region, stage by stage. */
export function workSteps(world: World, region: Region, rules: Rules): Step<World>[] {
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
