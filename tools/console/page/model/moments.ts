import type { RegionState } from '@redoubt/contracts';
import type { TimelineRow } from '../../src/wire.ts';

export interface Moment {
  /** Seconds since 1970, with parts. */
  readonly at: number;
  readonly text: string;
}

/** Moments worth a line across the charts: losses and returns of regions, and the turns of the failover. Oldest first. */
export function momentsOf(timeline: readonly TimelineRow[], state: RegionState | undefined): readonly Moment[] {
  const ofRegions = timeline.flatMap(({ at, region, stage, text }) => {
    if (stage === 'fault' && text.includes('in force')) return [{ at, text: 'fault' }];
    if (stage !== 'region' || region === undefined) return [];
    if (text.startsWith('killed')) return [{ at, text: `${region} killed` }];
    return text === 'starts again' ? [{ at, text: `${region} restored` }] : [];
  });
  const turns = { 'begin-epoch': 'fenced', 'open-writes': 'open', 'recover-services': 'recovered' } as const;
  const ofFailover = (state?.stages ?? []).flatMap(({ stage, endedAt }) =>
    stage in turns ? [{ at: endedAt, text: turns[stage as keyof typeof turns] }] : [],
  );
  return [...ofRegions, ...ofFailover]
    .map(({ at, text }) => ({ at: Date.parse(at) / 1000, text }))
    .sort((a, b) => a.at - b.at);
}
