import type { Step } from './explore.ts';
import type { FaultKind } from './scope.ts';
import { activeRegion, at, other, type Region, regionNames, regions, type World, withPart } from './takeover-world.ts';

export function faultsOf(world: World, kinds: readonly FaultKind[]): Step<World>[] {
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

export function repairsOf(world: World, region: Region): Step<World>[] {
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
