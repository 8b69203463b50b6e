import type { Model } from './explore.ts';

/** Acknowledged commands in the order of the journal; the first is one that no ledger can take. */
interface World {
  readonly commands: readonly ('journaled' | 'booked' | 'set aside')[];
}

export interface SweepRules {
  /** A command that can't be booked is set aside, and the next one follows. */
  readonly setsAside: boolean;
}

export function sweepModel({ setsAside }: SweepRules): Model<World> {
  return {
    start: { commands: ['journaled', 'journaled'] },
    steps: ({ commands }) => {
      const next = commands.indexOf('journaled');
      if (next === -1 || (next === 0 && !setsAside)) return [];
      const outcome = next === 0 ? 'set aside' : 'booked';
      return [{ name: `command ${next} is ${outcome}`, next: { commands: commands.with(next, outcome) } }];
    },
    faultIn: () => undefined,
    isGood: ({ commands }) => !commands.includes('journaled'),
    isHopeless: () => false,
  };
}
