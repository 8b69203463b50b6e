import type { MethodClass } from '@redoubt/contracts';
import { type BucketShape, nextTokenMicros, tokensAt } from './bucket.ts';
import type { BucketStore, Drawn } from './bucket-table.ts';
import { bucketShapeOf, type MerchantRates } from './merchant-rates.ts';
import type { Allowance, RequestLimits } from './request-limits.ts';

/** How long tokens that were drawn ahead are good, in milliseconds; what is left then is lost to the merchant. */
const heldMs = 1_000;

/** Share of a second's requests that one function draws ahead at most: the others must find the rest. */
const aheadShare = 1 / 10;

/** How long a request waits for its bucket: twenty times what DynamoDB usually takes. */
const waitMsMax = 100;

/** How long nothing is asked after no answer came, in milliseconds: a lost table costs one request in that time its wait. */
const blindMs = 1_000;

/** Buckets that a function remembers; when there are more, it begins anew. */
const bucketsMax = 10_000;

/** A bucket as a function remembers it. */
interface Remembered {
  shape: BucketShape;
  fullAtMicros: number | undefined;
  /** Drawn ahead, and not given yet. */
  held: number;
  heldUntilMs: number;
  /** Requests of the running second and of the one before. */
  seen: { readonly second: number; readonly running: number; readonly previous: number };
}

export interface CoalescingLimitsProps {
  readonly buckets: BucketStore;
  readonly rates: Pick<MerchantRates, 'of'>;
  /** @default AbortSignal.timeout */
  readonly abortAfter?: (ms: number) => AbortSignal;
}

/**
 * Limits by buckets that all functions of the region share, which each of them asks only now and then.
 *
 * A function draws ahead what it has needed in a second, and knows by itself until when an empty bucket stays empty: neither a busy
 * merchant nor a flood makes a write of each request. All functions together never give more than the bucket has.
 */
export class CoalescingLimits implements RequestLimits {
  readonly #props: CoalescingLimitsProps;
  readonly #remembered = new Map<string, Remembered>();
  #blindUntilMs = Number.NEGATIVE_INFINITY;

  constructor(props: CoalescingLimitsProps) {
    this.#props = props;
  }

  async take(merchantId: string, methods: MethodClass, now: Date): Promise<Allowance> {
    const [name, nowMs] = [`merchant#${merchantId}#${methods}`, now.getTime()];
    const bucket = this.#of(name);
    bucket.seen = withOneMore(bucket.seen, nowMs);
    if (bucket.heldUntilMs <= nowMs) bucket.held = 0;
    if (bucket.held === 0 && spentFor(bucket, nowMs) === 0) {
      if (nowMs < this.#blindUntilMs) return { kind: 'unknown' };
      try {
        const { granted, fullAtMicros } = await this.#draw(merchantId, { name, bucket, now });
        bucket.fullAtMicros = fullAtMicros;
        bucket.held += granted;
        if (granted > 0) bucket.heldUntilMs = nowMs + heldMs;
      } catch {
        this.#blindUntilMs = nowMs + blindMs;
        return { kind: 'unknown' };
      }
    }
    const { shape, fullAtMicros = 0 } = bucket;
    if (bucket.held === 0) return { kind: 'spent', methods, shape, waitMs: spentFor(bucket, nowMs) };
    bucket.held -= 1;
    return { kind: 'granted', methods, shape, remaining: bucket.held + tokensAt(fullAtMicros, nowMs * 1_000, shape) };
  }

  async #draw(
    merchantId: string,
    { name, bucket, now }: { readonly name: string; readonly bucket: Remembered; readonly now: Date },
  ): Promise<Drawn> {
    const { buckets, rates, abortAfter = (ms: number) => AbortSignal.timeout(ms) } = this.#props;
    const signal = abortAfter(waitMsMax);
    bucket.shape = await rates.of(merchantId, signal);
    const { shape, seen, fullAtMicros } = bucket;
    const aheadMax = Math.max(1, Math.floor(shape.requestsPerSecond * aheadShare));
    const wanted = Math.min(aheadMax, Math.max(seen.running, seen.previous));
    return await buckets.draw({ name, shape, wanted, fullAtMicros, now, signal });
  }

  #of(name: string): Remembered {
    const known = this.#remembered.get(name);
    if (known !== undefined) return known;
    if (this.#remembered.size >= bucketsMax) this.#remembered.clear();
    const seen = { second: 0, running: 0, previous: 0 };
    const bucket = { shape: bucketShapeOf(), fullAtMicros: undefined, held: 0, heldUntilMs: 0, seen };
    this.#remembered.set(name, bucket);
    return bucket;
  }
}

/** Milliseconds for which the bucket is known to have no token; 0 when it may have one. */
function spentFor({ fullAtMicros, shape }: Remembered, nowMs: number): number {
  if (fullAtMicros === undefined) return 0;
  return Math.max(0, Math.ceil(nextTokenMicros(fullAtMicros, shape) / 1_000) - nowMs);
}

function withOneMore({ second, running, previous }: Remembered['seen'], nowMs: number): Remembered['seen'] {
  const at = Math.floor(nowMs / 1_000);
  if (at === second) return { second, running: running + 1, previous };
  return { second: at, running: 1, previous: at === second + 1 ? running : 0 };
}
