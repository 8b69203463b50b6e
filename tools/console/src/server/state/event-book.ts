import type { RecordedEvent } from '@redoubt/local-cloud';
import type { EventRow } from '../../wire.ts';
import { Ring } from './ring.ts';

/** Events that are remembered. */
const keptMax = 5000;

interface Detail {
  readonly epoch?: number;
  readonly commandid?: string;
  readonly subject?: string;
  readonly reannounced?: boolean;
  readonly data?: { readonly paymentId?: string; readonly commandId?: string };
}

interface Kept {
  readonly row: EventRow;
  readonly paymentId: string | undefined;
  readonly commandId: string | undefined;
  readonly detail: unknown;
}

/** The buses of both regions as they flow. */
export class EventBook {
  readonly #events = new Ring<Kept>(keptMax);
  #seq = 0;
  #fresh: EventRow[] = [];

  hear(region: string, { at, detailType: type, source, detail, forwardedFrom }: RecordedEvent): void {
    const { epoch = 0, commandid, subject = '', reannounced = false, data } = detail as Detail;
    this.#seq += 1;
    const row = {
      seq: this.#seq,
      at,
      region,
      type,
      source,
      subject,
      epoch,
      ...(forwardedFrom === undefined ? {} : { forwardedFrom }),
      reannounced,
    };
    this.#events.push({ row, paymentId: data?.paymentId, commandId: commandid ?? data?.commandId, detail });
    this.#fresh.push(row);
  }

  /** Rows since the last call. */
  takeFresh(): readonly EventRow[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  newest(count: number): readonly EventRow[] {
    return this.#events.newest(count).map(({ row }) => row);
  }

  /** The whole event; undefined when it is forgotten. */
  detailOf(seq: number): unknown {
    return this.#events.newest().find(({ row }) => row.seq === seq)?.detail;
  }

  ofPayment(paymentId: string): readonly EventRow[] {
    return this.#of(paymentId).map(({ row }) => row);
  }

  /** Commands that events about a payment name, each once. */
  commandsOf(paymentId: string): readonly string[] {
    return [...new Set(this.#of(paymentId).flatMap(({ commandId }) => commandId ?? []))];
  }

  #of(paymentId: string): readonly Kept[] {
    return this.#events.newest().filter((kept) => kept.paymentId === paymentId);
  }
}
