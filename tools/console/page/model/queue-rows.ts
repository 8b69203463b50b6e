import type { CloudView } from '../../src/wire.ts';

export interface QueueRow {
  readonly region: string;
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  readonly readAt: string;
  /** Command that moves its dead letters back; absent where it holds none. */
  readonly redrive?: string;
}

/** Queues that hold something, dead letters first. */
export function queueRowsOf({ regions }: Pick<CloudView, 'regions'>): readonly QueueRow[] {
  const rows = regions.flatMap(({ region, queues }) =>
    (queues?.busy ?? []).map(({ name, waiting, inFlight }): QueueRow => {
      const row = { region, name, waiting, inFlight, readAt: queues?.readAt ?? '' };
      const [service = ''] = name.split('-');
      return name.includes('dead-letters') ? { ...row, redrive: `npm run redoubt -- events redrive ${service}` } : row;
    }),
  );
  return [
    ...rows.filter(({ redrive }) => redrive !== undefined),
    ...rows.filter(({ redrive }) => redrive === undefined),
  ];
}
