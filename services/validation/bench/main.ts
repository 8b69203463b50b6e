import { interleave, machineConditions, pacesOf, runBench } from '@redoubt/bench';
import { acknowledgePayments } from './acknowledge-payments.ts';
import { startBenchDynamo } from './bench-dynamo.ts';
import { countBesideFlood } from './beside-flood.ts';
import { checkKeys } from './check-keys.ts';
import { doorsOf, forgetfulDoors, nobodyAsks, seedMerchant } from './doorkeepers.ts';
import { figuresOf, names } from './figures.ts';
import { paymentFunction, paymentFunctionInMemory } from './payment-function.ts';

/** More than the contenders send: none of them is to be refused. */
const unlimitedRate = 10_000;

/** Of both merchants beside the flood: as many as a busy machine can answer. */
const requestsPerSecond = 20;

/** Copies of the function beside the flood. */
const copies = 4;

/** Measures what the doors cost a payment, and whom they protect; see tools/bench/README.md. */
await runBench(async (interleaving) => {
  const machine = machineConditions();
  using dynamo = await startBenchDynamo();
  const { access } = dynamo;
  const shop = { merchantId: 'shop' };
  const key = await seedMerchant(access, { ...shop, requestsPerSecond: unlimitedRate });
  const guarded = doorsOf(access, { isLimited: true });
  const payments = (name: string, keys: Parameters<typeof paymentFunction>[1]) =>
    acknowledgePayments(paymentFunction(dynamo, keys), { name, ...shop, key });
  const contenders = [
    payments(names.unguarded, nobodyAsks(shop.merchantId)),
    payments(names.guarded, guarded),
    payments(names.unknown, forgetfulDoors(access)),
    checkKeys(guarded, { name: names.check, key }),
  ];
  const samples = await interleave(contenders, interleaving);

  const callers = await Promise.all(
    ['flooding', 'steady'].map(async (merchantId) => ({
      merchantId,
      key: await seedMerchant(access, { merchantId, requestsPerSecond }),
    })),
  );
  const [flooding, steady] = callers as [(typeof callers)[number], (typeof callers)[number]];
  const { sliceMs, rounds } = interleaving;
  const windows = Math.ceil((sliceMs * rounds) / 1_000);
  const besideFlood = (isLimited: boolean) =>
    countBesideFlood({
      functions: Array.from({ length: copies }, () => paymentFunctionInMemory(doorsOf(access, { isLimited }))),
      flooding,
      steady: { ...steady, requestsPerSecond },
      windows,
      isLimited,
    });
  const limited = await besideFlood(true);
  const refused = limited.reduce((sum, window) => sum + window.refused, 0);
  return {
    bench: 'doors',
    conditions: {
      ...machine,
      parts:
        'DynamoDB is dynalite in another process, over HTTP; bus and lease are in memory, beside the flood all but the doors',
      cost: 'processor time of the function’s process, in place of its instructions',
      flood: `${copies} copies, ${requestsPerSecond} requests/s for each merchant, ${refused} refused in ${windows} s`,
      rounds: `${rounds} of ${sliceMs} ms for each, in turn; the middle value and the middle half`,
    },
    paces: pacesOf(samples),
    figures: figuresOf(samples, { limited, unlimited: await besideFlood(false) }),
  };
});
