import type { RegionState } from '@redoubt/contracts';
import type { Model, Step } from './explore.ts';
import { faultsOf, repairsOf } from './fault-steps.ts';
import { clientSteps, leaseSteps, ledgerSteps } from './money-steps.ts';
import { normalized } from './normalized.ts';
import { personSteps } from './person-steps.ts';
import { acting, type Rules } from './rules.ts';
import type { Scope } from './scope.ts';
import { activeRegion, firstWorld, other, regions, type World } from './takeover-world.ts';
import { watchSteps } from './watch-steps.ts';
import { workSteps } from './work-steps.ts';

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

function stepsOf(world: World, rules: Rules, scope: Scope): Step<World>[] {
  return [
    ...faultsOf(world, scope.kinds),
    ...personSteps(world, { rules, scope }),
    ...(scope.hasClient ? clientSteps(world, rules) : []),
    ...ledgerSteps(world, rules),
    ...regions.flatMap((region) => [
      ...repairsOf(world, region),
      ...leaseSteps(world, region, rules),
      ...watchSteps(world, region, { rules, scope }),
      ...workSteps(world, region, rules),
    ]),
    ...hourSteps(world),
  ];
}

/** The bound on automatic failovers is one of time. */
function hourSteps(world: World): Step<World>[] {
  if (world.state.automaticMoves.length < acting.movesMax) return [];
  const state: RegionState = { ...world.state, automaticMoves: [] };
  return [{ name: 'an hour passes', next: { ...world, state } }];
}
