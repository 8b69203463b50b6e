import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Contender, interleave, machineConditions, pacesOf, runBench } from '@redoubt/bench';
import { regionStateKey } from '@redoubt/contracts';
import { startLocalCloud } from '@redoubt/local-cloud';
import { BookedPayments } from './booked-payments.ts';
import { figuresOf, names } from './figures.ts';
import { Merchants } from './merchants.ts';
import { clientCount, sideBySide } from './side-by-side.ts';

/** Away from those of `npm start` and of the tests. */
const portBase = 5600;
/** Where a platform that was just started is active. */
const region = 'us-east-1';

/** Measures a payment's whole way through a local cloud; see tools/bench/README.md. */
await runBench(async (interleaving) => {
  const machine = machineConditions();
  const dataDir = await mkdtemp(join(tmpdir(), 'redoubt-bench-'));
  await using open = new AsyncDisposableStack();
  open.defer(() => rm(dataDir, { recursive: true, force: true }));
  const cloud = open.use(await startLocalCloud({ portBase, dataDir }));
  const { suffix } = await cloud.status();
  const merchants = await Merchants.of(cloud);
  const booked = open.use(await BookedPayments.open(cloud, region, merchants));
  const dynamo = new DynamoDBClient(cloud.awsEndpoint(region));
  open.defer(() => dynamo.destroy());
  const state = { TableName: `region-state-table-${suffix}`, Key: { pk: { S: regionStateKey } }, ConsistentRead: true };

  /** Nobody's work begins before the payments of the one before are booked. */
  const contender = (name: string, work: (units: number) => Promise<void>): Contender => ({
    name,
    async prepare(units) {
      await booked.untilAll();
      return () => work(units);
    },
  });
  const samples = await interleave(
    [
      contender(names.accept, (units) => sideBySide(units, () => merchants.pay())),
      contender(names.book, async (units) => {
        await sideBySide(units, () => merchants.pay());
        await booked.untilAll();
      }),
      contender(names.nothing, (units) => sideBySide(units, () => merchants.askForNothing())),
      contender(names.call, (units) =>
        sideBySide(units, async () => void (await dynamo.send(new GetItemCommand(state)))),
      ),
    ],
    interleaving,
  );
  await booked.untilAll();
  const { sliceMs, rounds } = interleaving;
  return {
    bench: 'http',
    conditions: {
      ...machine,
      cloud: 'two local regions, everything on these processors: functions, services, databases and clients',
      clients: `${clientCount}, each waits for its answer; the name is asked of the DNS for each request`,
      rounds: `${rounds} of ${sliceMs} ms for each, in turn; the middle value and the middle half`,
    },
    paces: pacesOf(samples),
    figures: figuresOf(samples, await booked.perStatement()),
  };
});
