import type { Ledger } from '../adapters/ledger.ts';
import type { Announceable } from './announceable.ts';
import type { Announcer } from './announcer.ts';

/** Entries read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 100;

/** The function that committed a younger entry is still publishing it. */
export const committersMs = 2_000;

/** Bounds a call when the outbox fills as fast as it is drained. */
const batchesMax = 20;

export interface Drained {
  readonly announced: number;
  /** Every entry that is old enough was looked at. */
  readonly isComplete: boolean;
  /** Time of the oldest event that may not be announced yet. */
  readonly heldBackSince?: string | undefined;
}

/**
 * Publishes events that were committed and not announced, oldest first, as far as they may be announced. One that may not
 * holds up no other.
 *
 * @throws FaultError `bus_unreachable`, `writer_unreachable` or `journal_unreachable`: the rest stays in the outbox
 */
export async function drainOutbox(
  ledger: Pick<Ledger, 'outbox'>,
  announcer: Pick<Announcer, 'announce'>,
  { announceable, ageMsMin = committersMs }: { readonly announceable: Announceable; readonly ageMsMin?: number },
): Promise<Drained> {
  let announced = 0;
  let afterSeq = 0;
  let heldBackSince: string | undefined;
  for (let batch = 0; batch < batchesMax; batch++) {
    const entries = await ledger.outbox({ ageMsMin, batchMax, afterSeq });
    const ready = await announceable(entries);
    await announcer.announce(ready);
    announced += ready.length;
    const held = entries.filter((entry) => !ready.includes(entry)).map(({ event }) => event.time);
    heldBackSince = [heldBackSince, ...held].filter((time) => time !== undefined).sort()[0];
    if (entries.length < batchMax) return { announced, isComplete: true, heldBackSince };
    afterSeq = entries.at(-1)?.seq ?? afterSeq;
  }
  return { announced, isComplete: false, heldBackSince };
}
