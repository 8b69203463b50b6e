import { currencyExponents, formatMoney, money } from '@redoubt/contracts';
import type { RecordedEvent } from '@redoubt/local-cloud';
import type { PaymentRow, RequestView } from '../../wire.ts';

/** Payments that are remembered; those that were heard of first go first. */
const keptMax = 5000;
/** Payments that a search finds at most. */
const foundMax = 50;

/** Status that an event's type says; other types carry it in their data. */
const statusOf: Readonly<Record<string, string>> = {
  PaymentAccepted: 'accepted',
  PaymentHeldForReview: 'review',
  PaymentAuthorized: 'authorized',
  PaymentPartiallyCaptured: 'partially_captured',
  PaymentCaptured: 'captured',
  PaymentVoided: 'voided',
  PaymentExpired: 'expired',
  PaymentPartiallyRefunded: 'partially_refunded',
  PaymentRefunded: 'refunded',
  PaymentDisputed: 'disputed',
  PaymentRejected: 'rejected',
};

interface Detail {
  readonly type?: string;
  readonly time?: string;
  readonly epoch?: number;
  readonly originregion?: string;
  readonly aggregateversion?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Kept {
  readonly row: PaymentRow;
  readonly version: number;
}

/** Payments as the buses of both regions tell of them, and the console's own requests. */
export class PaymentBook {
  readonly #payments = new Map<string, Kept>();
  #changed = new Map<string, PaymentRow>();

  /** Takes in an event of a region's bus. */
  hear(region: string, { detail, at }: RecordedEvent): void {
    const {
      type = '',
      time = at,
      epoch = 0,
      originregion = region,
      aggregateversion = 1,
      data = {},
    } = detail as Detail;
    const id = data['paymentId'];
    if (typeof id !== 'string') return;
    if (type === 'NotificationDelivered') {
      this.#deliver(id, time);
      return;
    }
    const status = typeof data['status'] === 'string' ? data['status'] : statusOf[type];
    if (status === undefined) return;
    const { row, version } = this.#payments.get(id) ?? { row: aRow(id, data, at), version: 0 };
    const isNewer = epoch > row.epoch || (epoch === row.epoch && aggregateversion >= version);
    const changed = {
      ...row,
      ...(type === 'PaymentAccepted' ? { acceptedAt: time } : bookedIn(row, type, time)),
      ...(isNewer ? { status, region: originregion, epoch } : {}),
      updatedAt: at,
    };
    this.#keep(changed, isNewer ? aggregateversion : version);
  }

  /** Takes in how a request of the console went; its event may have come before or may still come. */
  requested(id: string, request: RequestView, of: Readonly<Record<string, unknown>>): void {
    const { row, version } = this.#payments.get(id) ?? { row: aRow(id, of, request.answeredAt), version: 0 };
    this.#keep({ ...row, request, updatedAt: request.answeredAt }, version);
  }

  /** Rows that changed since the last call. */
  takeChanged(): readonly PaymentRow[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  find(id: string): PaymentRow | undefined {
    return this.#payments.get(id)?.row;
  }

  /** The payments that were heard of last, newest last. */
  newest(count: number): readonly PaymentRow[] {
    return [...this.#payments.values()].slice(-count).map(({ row }) => row);
  }

  /** Payments whose id or reference contains the text, newest first. */
  search(text: string): readonly PaymentRow[] {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return [];
    const hits = (word: string | undefined): boolean => word?.toLowerCase().includes(wanted) ?? false;
    return [...this.#payments.values()]
      .map(({ row }) => row)
      .filter(({ id, reference }) => hits(id) || hits(reference))
      .slice(-foundMax)
      .reverse();
  }

  #deliver(id: string, time: string): void {
    const known = this.#payments.get(id);
    if (known === undefined || known.row.deliveredAt !== undefined) return;
    this.#keep({ ...known.row, deliveredAt: time, updatedAt: time }, known.version);
  }

  #keep(row: PaymentRow, version: number): void {
    this.#payments.set(row.id, { row, version });
    this.#changed.set(row.id, row);
    if (this.#payments.size <= keptMax) return;
    for (const oldest of this.#payments.keys()) {
      this.#payments.delete(oldest);
      return;
    }
  }
}

function bookedIn({ bookedAt }: PaymentRow, type: string, time: string): Partial<PaymentRow> {
  return bookedAt === undefined && type !== 'PaymentRejected' && type !== 'PaymentHeldForReview'
    ? { bookedAt: time }
    : {};
}

function aRow(id: string, data: Readonly<Record<string, unknown>>, at: string): PaymentRow {
  const { merchantId, reference, amountMinor, currency, canary } = data;
  return {
    id,
    merchantId: String(merchantId ?? ''),
    ...(typeof reference === 'string' ? { reference } : {}),
    amount: amountOf(amountMinor, currency),
    status: 'accepted',
    isCanary: canary === true,
    region: '',
    epoch: 0,
    updatedAt: at,
  };
}

/** An amount for people; empty when it is none. */
export function amountOf(amountMinor: unknown, currency: unknown): string {
  if (typeof amountMinor !== 'string' || !/^-?[0-9]+$/.test(amountMinor)) return '';
  if (typeof currency !== 'string' || !currencyExponents.has(currency)) return '';
  return formatMoney(money(BigInt(amountMinor), currency));
}
