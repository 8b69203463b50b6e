import type { LedgerRole } from '@redoubt/contracts';
import type { Statements } from '../adapters/statements.ts';

/** A database user, what the database stores of its password, and the role that it is a member of. */
export interface LedgerLogin {
  readonly role: LedgerRole;
  readonly username: string;
  readonly verifier: string;
}

/** Gives functions their login, which may execute what its role may and nothing else; safe to run again. */
export async function giveLogin(statements: Statements, { role, username, verifier }: LedgerLogin): Promise<void> {
  await statements.run('select pay_migrations.give_login(:username, :verifier, :role)', { username, verifier, role });
}
