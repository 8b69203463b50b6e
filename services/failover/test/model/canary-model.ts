import type { Model, Step } from './explore.ts';

/** A takeover that pays a canary, stops, and pays again; meanwhile the ledger may have ceased to book. */
interface World {
  readonly canBook: boolean;
  /** The journal has an answer to the canary's key. */
  readonly isAnswered: boolean;
  readonly execution: 1 | 2;
  readonly verified: 'not yet' | 'by a booking' | 'by a replay';
}

export interface CanaryRules {
  /** Each try has a key of its own, and a replayed answer proves nothing. */
  readonly refusesReplays: boolean;
}

export function canaryModel({ refusesReplays }: CanaryRules): Model<World> {
  function steps(world: World): Step<World>[] {
    if (world.verified !== 'not yet') return [];
    const found: Step<World>[] = [];
    if (world.canBook) {
      found.push({ name: 'canary is booked', next: { ...world, isAnswered: true, verified: 'by a booking' } });
      found.push({ name: 'ledger ceases to book', isFault: true, next: { ...world, canBook: false } });
    } else found.push({ name: 'ledger books again', next: { ...world, canBook: true } });
    if (world.isAnswered && !refusesReplays) {
      found.push({ name: 'answer is replayed', next: { ...world, verified: 'by a replay' } });
    }
    if (world.execution === 1) {
      const stopped = { ...world, execution: 2, isAnswered: true } as const;
      found.push({ name: 'execution stops after the canary was answered', isFault: true, next: stopped });
    }
    return found;
  }
  return {
    start: { canBook: true, isAnswered: false, execution: 1, verified: 'not yet' },
    steps,
    faultIn: ({ verified }) => (verified === 'by a replay' ? 'verified without a booking' : undefined),
    isGood: ({ verified }) => verified === 'by a booking',
    isHopeless: () => false,
  };
}
