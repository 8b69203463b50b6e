import type { Seat } from './regions.ts';

/** Whether a true statement counts for a seat's traffic or against it. */
export type Vote = 'for' | 'against';

/** Votes of three that make a record healthy. */
export const votesToWin = 2;

/** How each seat counts the three statements. The two rows are opposites: that is what makes exactly one record healthy. */
export const trafficVotes: Readonly<
  Record<Seat, Readonly<Record<'primaryIsActive' | 'secondaryIsActive' | 'memoryOfSecondary', Vote>>>
> = {
  primary: { primaryIsActive: 'for', secondaryIsActive: 'against', memoryOfSecondary: 'against' },
  secondary: { primaryIsActive: 'against', secondaryIsActive: 'for', memoryOfSecondary: 'for' },
};

/** The three statements that traffic goes by. */
export type TrafficStatement = keyof (typeof trafficVotes)['primary'];
export const trafficStatements = ['primaryIsActive', 'secondaryIsActive', 'memoryOfSecondary'] as const;
