import type { MethodClass } from '@redoubt/contracts';
import type { BucketShape } from './bucket.ts';

/** Whether a request is within what its merchant may send. */
export type Allowance =
  | {
      readonly kind: 'granted';
      readonly methods: MethodClass;
      readonly shape: BucketShape;
      /** Requests that may follow now, as far as this function knows. */
      readonly remaining: number;
    }
  | {
      readonly kind: 'spent';
      readonly methods: MethodClass;
      readonly shape: BucketShape;
      /** Milliseconds until the next request may come. */
      readonly waitMs: number;
    }
  /** The limits give no answer. The request is taken: payments matter more than fairness. */
  | { readonly kind: 'unknown' };

/** Counts what each merchant sends. */
export interface RequestLimits {
  /** Never rejects, and takes a tenth of a second at most. */
  take(merchantId: string, methods: MethodClass, now: Date): Promise<Allowance>;
}
