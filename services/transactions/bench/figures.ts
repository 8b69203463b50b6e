import { type Figure, ratioOf, type Samples, samplesOf, serverMicrosPerUnit } from '@redoubt/bench';

/** The contenders' names, as the report prints them. */
export const names = {
  single: 'pay.apply, many merchants',
  hot: 'pay.apply, one merchant',
  batch: 'pay.apply_batch of 50',
  recovery: 'recovered commands, 100 a statement',
  raw: 'the same rows, raw and pipelined',
  tpcb: "pgbench's TPC-B, prepared",
} as const;

/** The ratios that PAYMENTS promises, and what limits each. */
export function figuresOf(samples: Samples, statementsPerPayment: number): readonly Figure[] {
  const micros = (name: string): string => {
    const known = serverMicrosPerUnit(samplesOf(samples, name));
    return known === undefined ? 'an unknown time' : `${known.toFixed(0)} µs`;
  };
  const ratio = (of: string, to: string) => ratioOf(samples, { of, to });
  return [
    {
      name: 'pay.apply to the same rows written raw and pipelined',
      value: ratio(names.single, names.raw),
      target: { atLeast: 0.95 },
      limitedBy: `the setting up of the functions' expressions, once for each transaction: ${micros(names.single)} of the server for a payment, of which the rows alone take ${micros(names.raw)}`,
    },
    {
      name: 'batches of 50 to the same rows written raw and pipelined',
      value: ratio(names.batch, names.raw),
      limitedBy: `what a batch can not share: ${micros(names.batch)} for a payment's rows, ids and event`,
    },
    {
      name: "pay.apply to pgbench's TPC-B",
      value: ratio(names.single, names.tpcb),
      limitedBy: `the rows: seven are written where TPC-B writes four; TPC-B by its seven round trips, ${micros(names.tpcb)} of the server`,
    },
    {
      name: 'all payments on one merchant to payments of many',
      value: ratio(names.hot, names.single),
      target: { atLeast: 0.9 },
      limitedBy:
        'nothing that grows with one merchant: no row of a merchant is locked, only pages of indexes are shared',
    },
    {
      name: 'batches of 50 to single payments',
      value: ratio(names.batch, names.single),
      target: { atLeast: 2.2 },
      limitedBy: `what a batch can not share: ${micros(names.batch)} for a payment's rows, ids and event`,
    },
    {
      name: 'recovered commands to single payments',
      value: ratio(names.recovery, names.single),
      // FAILOVER asks for 1,000 recovered commands a second: less than a fourth of the single payments of two quiet processors.
      target: { atLeast: 1.5 },
      limitedBy: `what a batch can not share: ${micros(names.recovery)} for a payment's rows, ids and event`,
    },
    {
      name: 'statements per payment',
      value: { median: statementsPerPayment, low: statementsPerPayment, high: statementsPerPayment },
      target: { exactly: 1 },
      limitedBy: 'nothing: over the Data API each further one would be a round trip over HTTP',
    },
  ];
}
