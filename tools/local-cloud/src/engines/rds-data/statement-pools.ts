import { Pool } from 'pg';

/** Connections per user and database; more callers than this wait. PostgreSQL here takes 100 in all. */
const connectionsMax = 24;
/** The Data API ends a statement after 45 s. */
const statementTimeoutMs = 45_000;
const connectTimeoutMs = 3_000;

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Connections that outlive a call, by who uses them: the Data API pools too. */
export class StatementPools {
  readonly #pools = new Map<string, Pool>();
  readonly #host: string;
  readonly #port: number;

  constructor({ host, port }: { readonly host: string; readonly port: number }) {
    this.#host = host;
    this.#port = port;
  }

  of(login: Login): Pool {
    const key = JSON.stringify(login);
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const pool = new Pool({
      ...login,
      host: this.#host,
      port: this.#port,
      max: connectionsMax,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
    });
    pool.on('error', () => undefined); // an idle connection whose server ends; the next call makes a new one
    this.#pools.set(key, pool);
    return pool;
  }

  async end(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }
}
