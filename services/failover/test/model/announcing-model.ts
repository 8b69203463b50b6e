import type { Model, Step } from './explore.ts';

/**
 * Two changes of one payment, both decided on its version 1. The first is booked and announced in the region that is lost
 * with it; the second is booked by the survivor. A consumer takes each event id once.
 */
interface World {
  readonly isLost: boolean;
  readonly first: 'asked' | 'booked' | 'announced';
  readonly second: 'none' | 'asked' | 'booked' | 'announced';
  /** Ids that the consumer knows, and the changes that it heard of. */
  readonly known: readonly string[];
  readonly heard: readonly string[];
}

export interface AnnouncingRules {
  /** An event's id is made of its command too, not of payment, version and type alone. */
  readonly namesCommand: boolean;
}

export function announcingModel({ namesCommand }: AnnouncingRules): Model<World> {
  const idOf = (command: string) => (namesCommand ? `version 2 by ${command}` : 'version 2');
  function announced(world: World, command: 'first' | 'second'): World {
    const id = idOf(command);
    const told = world.known.includes(id)
      ? world
      : { ...world, known: [...world.known, id], heard: [...world.heard, command] };
    return { ...told, [command]: 'announced' };
  }
  function steps(world: World): Step<World>[] {
    const found: Step<World>[] = [];
    if (!world.isLost) {
      if (world.first === 'asked') found.push({ name: 'first is booked', next: { ...world, first: 'booked' } });
      if (world.first === 'booked') found.push({ name: 'first is announced', next: announced(world, 'first') });
      found.push({ name: 'region is lost', isFault: true, next: { ...world, isLost: true, second: 'asked' } });
      return found;
    }
    // Neither replicated nor journaled: the first change did not survive.
    if (world.second === 'asked') found.push({ name: 'second is booked', next: { ...world, second: 'booked' } });
    if (world.second === 'booked') found.push({ name: 'second is announced', next: announced(world, 'second') });
    return found;
  }
  return {
    start: { isLost: false, first: 'asked', second: 'none', known: [], heard: [] },
    steps,
    faultIn: ({ second, heard }) =>
      second === 'announced' && !heard.includes('second') ? 'a change that survived is never heard of' : undefined,
    isGood: ({ isLost, first, second }) => (isLost ? second === 'announced' : first === 'announced'),
    isHopeless: () => false,
  };
}
