import { hasReached } from '@redoubt/contracts';
import { leaseViewOf } from '@redoubt/lambda-kit';
import type { Step } from './explore.ts';
import type { Rules } from './rules.ts';
import { activeRegion, other, type Region, regionNames, regions, type World, withPart } from './takeover-world.ts';

export function leaseSteps(world: World, region: Region, { heedsLeases }: Rules): Step<World>[] {
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
export function clientSteps(world: World, { pointsBeforeAnswering }: Rules): Step<World>[] {
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
export function ledgerSteps(world: World, rules: Rules): Step<World>[] {
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
