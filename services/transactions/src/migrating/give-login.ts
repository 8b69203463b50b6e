import type { Statements } from '../adapters/statements.ts';

/** A database user and what the database stores of its password. */
export interface ApplicationLogin {
  readonly username: string;
  readonly verifier: string;
}

/** Gives the functions their login, which may execute the ledger's functions and nothing else; safe to run again. */
export async function giveLogin(statements: Statements, { username, verifier }: ApplicationLogin): Promise<void> {
  await statements.run('select pay_migrations.give_login(:username, :verifier)', { username, verifier });
}
