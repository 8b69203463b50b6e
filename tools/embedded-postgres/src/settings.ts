import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveToServer } from './data-folder.ts';

/** Where a server listens. */
export interface ListenAddress {
  /** A loopback address, e.g. `127.0.0.11`. */
  readonly address: string;
  readonly port: number;
}

/** The role that owns everything, and what it logs in with. */
export interface Superuser {
  readonly name: string;
  readonly password: string;
}

/** Role of a server: it takes writes, or it follows a primary at an address. */
export type ServerRole =
  | { readonly kind: 'writer' }
  | { readonly kind: 'standby'; readonly primary: ListenAddress; readonly user: string }
  /** Recovers what its folder holds and stays read-only for ever: for a look at what a lost writer knew. */
  | { readonly kind: 'exhibit' };

/**
 * Settings every server of ours runs with. `fsync` is off because servers here are lost by signals, never by power: what
 * the operating system was given survives a SIGKILL.
 */
const baseSettings = {
  unix_socket_directories: '',
  fsync: 'off',
  wal_level: 'replica',
  hot_standby: 'on',
  max_wal_senders: '8',
  // A standby that is held back, or is being cloned, still finds all it missed.
  wal_keep_size: '1GB',
  // The default of 5 s delays promotion by as much: the receiver sleeps it out before it notices.
  wal_retrieve_retry_interval: '100ms',
  wal_receiver_status_interval: '1s',
  shared_buffers: '64MB',
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const;

/**
 * Writes the configuration of a data folder, and the signal file without which a server would take writes.
 *
 * A standby's signal is written before any start, so a folder that held a primary never comes back as a second writer.
 */
export function writeSettings({
  dataDir,
  listen,
  role,
  settings,
  superuser,
}: {
  readonly dataDir: string;
  readonly listen: ListenAddress;
  readonly role: ServerRole;
  readonly settings: Readonly<Record<string, string>>;
  /** With one, everybody needs a password; without, nobody does. */
  readonly superuser: Superuser | undefined;
}): void {
  const all: Record<string, string> = {
    ...baseSettings,
    ...settings,
    listen_addresses: listen.address,
    port: String(listen.port),
    primary_conninfo: role.kind === 'standby' ? connectionText(role.primary, role.user) : '',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  write(join(dataDir, 'postgresql.conf'), lines.join(''));
  const method = superuser === undefined ? 'trust' : 'scram-sha-256';
  const access = ['replication', 'all'].map((database) => `host ${database} all 127.0.0.0/8 ${method}\n`);
  write(join(dataDir, 'pg_hba.conf'), access.join(''));
  const signal = join(dataDir, 'standby.signal');
  if (role.kind === 'writer') rmSync(signal, { force: true });
  else write(signal, '');
}

function connectionText(primary: ListenAddress, user: string): string {
  return `host=${primary.address} port=${primary.port} user=${user} application_name=standby connect_timeout=2`;
}

function write(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  giveToServer(path);
}
