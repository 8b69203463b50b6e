import { type EventOf, eventOf, OutboxRelayed } from '@redoubt/contracts';

/** Everything committed by a time is announced. One event per second and region. */
export function outboxRelayed({
  upToMs,
  epoch,
  region,
}: {
  readonly upToMs: number;
  readonly epoch: number;
  readonly region: string;
}): EventOf<typeof OutboxRelayed> {
  const second = Math.floor(upToMs / 1000);
  const upTo = new Date(second * 1000).toISOString();
  const pass = `relay-${region}-${second}`;
  return eventOf(
    OutboxRelayed,
    {
      subject: 'ledger',
      aggregateVersion: second,
      time: upTo,
      correlationId: pass,
      causationId: pass,
      epoch,
      originRegion: region,
    },
    { upTo },
  );
}
