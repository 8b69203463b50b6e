import { z } from 'zod';
import type { Statements } from '../adapters/statements.ts';
import type { LedgerBundle } from './ledger-bundle.ts';

const Migrated = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('applied'), tables: z.array(z.string()) }),
  /** The ledger is at this bundle already. */
  z.object({ outcome: z.literal('known') }),
  /** A lock was held for too long; nothing has changed. */
  z.object({ outcome: z.literal('busy') }),
]);
export type Migrated = z.infer<typeof Migrated>;

/** `in_use`: a statement that began before the change still runs. */
const Dropped = z.object({ outcome: z.enum(['dropped', 'in_use']) });

/**
 * Brings the ledger to a bundle, in one transaction; safe to run twice, at the same time, and while payments are booked.
 *
 * @throws Error when a file of tables has changed since it was applied
 */
export async function migrateLedger(statements: Statements, bundle: LedgerBundle): Promise<Migrated> {
  await statements.run(bundle.migrator);
  const [answer] = await statements.run('select pay_migrations.migrate(cast(:bundle as jsonb))', {
    bundle: JSON.stringify(bundle),
  });
  return Migrated.parse(JSON.parse(answer ?? 'null'));
}

/** Drops the functions that the ledger's bundle no longer has; false while statements of before run that may call them. */
export async function dropRetired(
  statements: Statements,
  { waitMsMax }: { readonly waitMsMax: number },
): Promise<boolean> {
  const [answer] = await statements.run('select pay_migrations.drop_retired(cast(:waitMsMax as bigint))', {
    waitMsMax,
  });
  return Dropped.parse(JSON.parse(answer ?? 'null')).outcome === 'dropped';
}
