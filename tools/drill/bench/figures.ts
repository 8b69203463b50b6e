import { type Figure, ratioOf, type Samples } from '@redoubt/bench';

/** The contenders' names, as the report prints them. */
export const names = {
  accept: 'payments acknowledged (POST, 202)',
  book: 'payments booked (POST until it is in the ledger)',
  nothing: 'answers of a function that does nothing',
  call: 'calls of DynamoDB by the AWS SDK, without a function',
} as const;

/** Figures of HTTP, functions and the SDK beside the ledger. */
export function figuresOf(samples: Samples, paymentsPerStatement: number): readonly Figure[] {
  const ratio = (of: string, to: string) => ratioOf(samples, { of, to });
  return [
    {
      name: 'payments acknowledged to answers without work',
      value: ratio(names.accept, names.nothing),
      limitedBy: "the AWS SDK's calls: rules read their counters, the journal takes the command, the bus its event",
    },
    {
      name: 'payments acknowledged to single calls by the AWS SDK',
      value: ratio(names.accept, names.call),
      limitedBy: 'signing, sending and parsing in Node, for the function and again for the simulated service',
    },
    {
      name: 'payments booked to payments acknowledged',
      value: ratio(names.book, names.accept),
      limitedBy: 'the way over bus and queue, which shares the processors with the acknowledgements',
    },
    {
      name: 'payments booked with one statement, on average',
      value: { median: paymentsPerStatement, low: paymentsPerStatement, high: paymentsPerStatement },
      limitedBy: 'how many wait in the queue: up to 50 are one statement, and the busier it is the more there are',
    },
  ];
}
