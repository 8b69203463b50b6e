import { currencyExponents, formatMoney, money } from '@redoubt/contracts';
import type { RecordedEvent } from '@redoubt/local-cloud';
import type { StakeView } from '../../wire.ts';
import { Ring } from './ring.ts';

/** Bookings that are remembered: a hundred seconds at 200 a second. */
const keptMax = 20_000;

/** Events that follow from a commit of the ledger and carry the amount that moved. */
const bookings: ReadonlySet<string> = new Set([
  ...[
    'PaymentCaptured',
    'PaymentPartiallyCaptured',
    'PaymentAuthorized',
    'PaymentRefunded',
    'PaymentPartiallyRefunded',
  ],
  ...['PaymentVoided', 'PaymentDisputed', 'PaymentShortfallBooked'],
]);

interface Booking {
  readonly region: string;
  readonly atMs: number;
  readonly amountMinor: bigint;
  readonly currency: string;
}

interface Detail {
  readonly id?: string;
  readonly type?: string;
  readonly time?: string;
  readonly originregion?: string;
  readonly reannounced?: boolean;
  readonly data?: { readonly amountMinor?: string; readonly operationAmountMinor?: string; readonly currency?: string };
}

/** Commits of the writer lately, by the events that it announced. */
export class Stake {
  readonly #bookings = new Ring<Booking>(keptMax);

  /** Takes in an event of a region's own bus; forwarded ones say nothing new. */
  hear({ detail, forwardedFrom }: RecordedEvent): void {
    const { type = '', time, originregion = '', reannounced, data = {} } = detail as Detail;
    if (forwardedFrom !== undefined || reannounced === true || !bookings.has(type) || time === undefined) return;
    const { amountMinor, operationAmountMinor = amountMinor, currency } = data;
    if (operationAmountMinor === undefined || currency === undefined || !currencyExponents.has(currency)) return;
    this.#bookings.push({
      region: originregion,
      atMs: Date.parse(time),
      amountMinor: BigInt(operationAmountMinor),
      currency,
    });
  }

  /**
   * Bookings of the writer that its replica has not seen: the most that the database alone would lose.
   *
   * @param of up to when the replica has everything, and when that was so: later bookings may be there or not
   */
  count(writerRegion: string, { upTo, at }: { readonly upTo: string; readonly at: string }): StakeView {
    const upToMs = Date.parse(upTo);
    const kept = this.#bookings.newest();
    const atEndMs = Date.parse(at);
    const lost = kept.filter(({ region, atMs }) => region === writerRegion && atMs > upToMs && atMs <= atEndMs);
    const sums = new Map<string, bigint>();
    for (const { currency, amountMinor } of lost) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
    return {
      countedAt: at,
      since: upTo,
      bookings: lost.length,
      sums: [...sums].map(([currency, sum]) => formatMoney(money(sum, currency))),
      isPartial: this.#bookings.hasForgotten && (kept[0]?.atMs ?? upToMs) > upToMs,
    };
  }
}
