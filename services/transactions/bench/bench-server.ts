import { availableParallelism } from 'node:os';
import type { Conditions } from '@redoubt/bench';
import { withConnection } from '@redoubt/embedded-postgres';
import { type LedgerServer, startLedgerServer } from '../test/support/ledger-database.ts';
import { connectionCount } from './connections.ts';

/**
 * Settings of a server that is measured. Nothing runs in the background, because it would hit whoever happens to work; and
 * no commit waits for a disk (`fsync` is off on all our servers), so that what is compared is work.
 */
const settings = {
  shared_buffers: '512MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
} as const;

/** Those of its settings that figures depend on most. */
const shown = ['shared_buffers', 'fsync', 'synchronous_commit', 'wal_level', 'autovacuum', 'checkpoint_timeout'];

export function startBenchServer(more: Readonly<Record<string, string>> = {}): Promise<LedgerServer> {
  return startLedgerServer({ settings: { ...settings, ...more } });
}

/** The server's own description. */
export function serverConditions(url: string): Promise<Conditions> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, current_setting(name) as setting from pg_settings where name = any($1) order by name`,
      [['server_version', ...shown]],
    );
    const { server_version: version = '', ...rest } = Object.fromEntries(
      rows.map(({ name, setting }) => [name, setting]),
    );
    return {
      postgresql: version,
      settings: Object.entries(rest)
        .map(([name, setting]) => `${name}=${setting}`)
        .join(' '),
      connections: `${connectionCount} over loopback, client and server on the same ${availableParallelism()} processors`,
    };
  });
}
