import { interleave, machineConditions, pacesOf, runBench } from '@redoubt/bench';
import { applyPayments } from './apply-payments.ts';
import { serverConditions, startBenchServer } from './bench-server.ts';
import { figuresOf, names } from './figures.ts';
import { measureExports } from './measure-exports.ts';
import { writeRawRows } from './raw-rows.ts';
import { recoverCommands } from './recover-commands.ts';
import { countStatementsPerPayment } from './statements-per-payment.ts';
import { runTpcb } from './tpcb.ts';

/** Compares what the ledger's functions cost with what they write; see tools/bench/README.md. */
await runBench(async (interleaving) => {
  const machine = machineConditions();
  const statementsPerPayment = await countStatementsPerPayment();
  await using server = await startBenchServer();
  await using open = new AsyncDisposableStack();
  const ledger = async () => open.use(await server.ledgerDatabase());
  const uniform = await ledger();
  const contenders = [
    await applyPayments(uniform, { name: names.single, spread: 'many_merchants', batch: 1 }),
    await writeRawRows({ source: await ledger(), target: await ledger(), name: names.raw }),
    await applyPayments(await ledger(), { name: names.hot, spread: 'one_merchant', batch: 1 }),
    await applyPayments(await ledger(), { name: names.batch, spread: 'many_merchants', batch: 50 }),
    await recoverCommands(await ledger(), { name: names.recovery }),
    await runTpcb(open.use(await server.emptyDatabase()), { name: names.tpcb, random: Math.random }),
  ];
  for (const contender of contenders) open.use(contender);
  const { sliceMs, rounds } = interleaving;
  const samples = await interleave(contenders, interleaving);
  // Afterwards: what it writes and reads would be in the others' way.
  const exports = await measureExports(server);
  return {
    bench: 'ledger',
    conditions: {
      ...machine,
      ...(await serverConditions(uniform.url)),
      rounds: `${rounds} of ${sliceMs} ms for each, in turn; the middle value and the middle half`,
    },
    paces: [...pacesOf(samples), exports.pace],
    figures: [...figuresOf(samples, statementsPerPayment), ...exports.figures],
  };
});
