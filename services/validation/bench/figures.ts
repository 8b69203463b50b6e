import { costRatioOf, type Figure, type Samples, type Spread, spreadOf } from '@redoubt/bench';
import type { Window } from './beside-flood.ts';

/** The contenders' names, as the report prints them. */
export const names = {
  unguarded: 'payments, nobody asks',
  guarded: 'payments, keys and limits',
  unknown: 'payments, nothing remembered',
  check: 'key checks alone',
} as const;

/** Windows beside a flood, by whether there were limits. */
export interface FloodWindows {
  readonly limited: readonly Window[];
  readonly unlimited: readonly Window[];
}

/** Cost of the doors for a payment, and shares of merchants beside a flood: all in per cent, with what limits each. */
export function figuresOf(samples: Samples, { limited, unlimited }: FloodWindows): readonly Figure[] {
  const cost = (of: string, to: string): Spread => inPerCent(costRatioOf(samples, { of, to }));
  return [
    {
      name: "the key check, in per cent of a payment's acknowledgement",
      value: cost(names.check, names.unguarded),
      target: { atMost: 3 },
      limitedBy: 'one HMAC-SHA-256 of the key; its item is kept for 30 s',
    },
    {
      name: 'keys and limits, in per cent of the same payment without',
      value: cost(names.guarded, names.unguarded),
      limitedBy: 'draws from the bucket: one write for what a function needs in a second',
    },
    {
      name: 'the first request of a merchant in a function, likewise',
      value: cost(names.unknown, names.unguarded),
      limitedBy: 'three calls to DynamoDB: key, limit, and a draw for this request alone',
    },
    {
      name: 'share of a merchant at its limit beside a flood, in per cent',
      value: shareIn(limited),
      target: { atLeast: 45 },
      limitedBy: 'the limit of both: the flood gets as much, and is refused the rest',
    },
    {
      name: 'the same without limits',
      value: shareIn(unlimited),
      limitedBy: 'how fast the flood is answered',
    },
  ];
}

function shareIn(windows: readonly Window[]): Spread {
  return inPerCent(spreadOf(windows.map(({ steady, flooding }) => steady / (steady + flooding))));
}

function inPerCent({ median, low, high }: Spread): Spread {
  return { median: median * 100, low: low * 100, high: high * 100 };
}
