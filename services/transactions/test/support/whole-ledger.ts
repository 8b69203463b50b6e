import type { LedgerRole } from '@redoubt/contracts';
import { Ledger } from '../../src/adapters/ledger.ts';
import { LedgerChecks } from '../../src/adapters/ledger-checks.ts';
import { LedgerReader } from '../../src/adapters/ledger-reader.ts';
import { LedgerRecovery } from '../../src/adapters/ledger-recovery.ts';
import type { Statements } from '../../src/adapters/statements.ts';

/** Everything that the service asks of the ledger. */
export type WholeLedger = Ledger & LedgerReader & LedgerRecovery & LedgerChecks;

/** Calls each function of the ledger as a user of the role whose functions call it. */
export function wholeLedgerOf(as: (role: LedgerRole) => Statements): WholeLedger {
  const parts = [
    new Ledger(as('writer')),
    new LedgerReader(as('reader')),
    new LedgerRecovery(as('recovery')),
    new LedgerChecks(as('maintenance')),
  ];
  return new Proxy(parts, {
    get(_, name) {
      const part = parts.find((candidate) => name in candidate);
      const method: unknown = part === undefined ? undefined : Reflect.get(part, name);
      return typeof method === 'function' ? method.bind(part) : method;
    },
  }) as unknown as WholeLedger;
}
