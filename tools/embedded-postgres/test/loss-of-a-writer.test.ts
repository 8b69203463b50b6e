import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../src/free-port.ts';
import {
  cloneStandby,
  commitBeat,
  initialise,
  type ListenAddress,
  type PostgresStatus,
  promote,
  reachableFolder,
  readStatus,
  type Server,
  startServer,
  withConnection,
} from '../src/index.ts';
import { TcpGate } from './tcp-gate.ts';

/**
 * A writer in one region, its standby in another, and a gate between them. The writer is killed while the gate holds the
 * stream back, so that the standby, promoted, lacks rows that the writer had committed. The writer's folder must still
 * show them, and must not come back as a second writer.
 */
const superuser = 'postgres';
const home = reachableFolder(join(tmpdir(), `loss-${randomUUID()}`));
const writerDir = join(home, 'writer');
const standbyDir = join(home, 'standby');

let gate: TcpGate;
let writer: Server;
let standby: Server;

beforeAll(async () => {
  await initialise(writerDir, { name: superuser });
  writer = await startServer({ dataDir: writerDir, listen: await listen('127.0.0.11'), role: { kind: 'writer' } });
  await withConnection(url(writer), (client) => client.query('create table seen (n int primary key)'));
  gate = await TcpGate.to(writer.listen);
  await cloneStandby({ from: url({ ...writer, listen: gate.listen }), dataDir: standbyDir });
  standby = await startServer({
    dataDir: standbyDir,
    listen: await listen('127.0.0.12'),
    role: { kind: 'standby', primary: gate.listen, user: superuser },
  });
});

afterAll(async () => {
  await standby?.stop('immediate');
  await writer?.stop('immediate');
  gate?.close();
  rmSync(home, { recursive: true, force: true });
});

test('a standby shows what the writer commits, and reports its lag', async () => {
  await insert(writer, 1);
  await until(async () => (await rowsOf(standby)).includes(1));
  await withConnection(url(writer), commitBeat);
  const status = await until(async () => {
    const now = await withConnection(url(standby), readStatus);
    return !now.isWriter && now.isStreaming && now.lagMs !== undefined && now.lagMs < 1_000 ? now : undefined;
  });
  expect(status).toMatchObject({ isWriter: false, isStreaming: true });
  expect(await withConnection(url(writer), readStatus)).toMatchObject({ isWriter: true });
});

test('a standby refuses writes', async () => {
  await expect(insert(standby, 2)).rejects.toThrow(/read-only transaction/);
});

test('a connection that is held waits for no answer longer than it is told, nor for its end', async () => {
  const held = await TcpGate.to(writer.listen);
  const through = url({ ...writer, listen: held.listen });
  const isHeldForQuery = withConnection(
    through,
    async (client) => {
      held.hold();
      await client.query('select 1');
    },
    { answerMsMax: 20 },
  );
  await expect(isHeldForQuery).rejects.toThrow(/timeout/);
  const isHeldForEnd = withConnection(through, async () => held.hold(), { answerMsMax: 20 });
  expect(await isHeldForEnd).toBeUndefined();
  held.close();
});

test('a promoted standby takes writes, without the tail that was held back, also when the session that waits ends', async () => {
  gate.hold();
  await insert(writer, 100);
  process.kill(writer.pid, 'SIGKILL');
  await writer.ended;
  gate.close();
  const [startup = 0] = await backends("backend_type = 'startup'");
  process.kill(startup, 'SIGSTOP'); // a slow promotion
  const promotion = promote(standby, superuser);
  const isWaiting = "query like '%pg_is_in_recovery%' and pid <> pg_backend_pid()";
  await until(async () => existsSync(join(standbyDir, 'promote')) && (await backends(isWaiting)).length > 0);
  await withConnection(url(standby), (client) =>
    client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${isWaiting}`),
  );
  process.kill(startup, 'SIGCONT');
  await promotion;
  await insert(standby, 3);
  expect(await rowsOf(standby)).toEqual([1, 3]);
});

test('promoting a writer changes nothing', async () => {
  await promote(standby, superuser);
  expect((await withConnection(url(standby), readStatus)).isWriter).toBe(true);
});

test('the lost writer, started as an exhibit, shows the tail and refuses writes', async () => {
  await using exhibit = await startServer({
    dataDir: writerDir,
    listen: await listen('127.0.0.11'),
    role: { kind: 'exhibit' },
  });
  expect(await rowsOf(exhibit)).toEqual([1, 100]);
  await expect(insert(exhibit, 101)).rejects.toThrow(/read-only transaction/);
  expect(existsSync(join(writerDir, 'standby.signal'))).toBe(true);
});

test('the lost region is cloned from the new writer and follows it', async () => {
  rmSync(writerDir, { recursive: true });
  await cloneStandby({ from: url(standby), dataDir: writerDir });
  await using returned = await startServer({
    dataDir: writerDir,
    listen: await listen('127.0.0.11'),
    role: { kind: 'standby', primary: standby.listen, user: superuser },
  });
  await insert(standby, 4);
  await until(async () => (await rowsOf(returned)).includes(4));
  expect(await rowsOf(returned)).toEqual([1, 3, 4]);
});

test('a clone from a server that is gone fails and leaves nothing behind', async () => {
  const dataDir = join(home, 'never');
  await expect(cloneStandby({ from: url(writer), dataDir })).rejects.toMatchObject({ code: 'clone_failed' });
  expect(existsSync(dataDir)).toBe(false);
});

async function listen(address: string): Promise<ListenAddress> {
  return { address, port: await freePort(address) };
}

function url(server: { readonly listen: ListenAddress }): string {
  return `postgresql://${superuser}@${server.listen.address}:${server.listen.port}/postgres`;
}

async function insert(server: Server, n: number): Promise<void> {
  await withConnection(url(server), (client) => client.query('insert into seen values ($1)', [n]));
}

/** Process ids of the standby's backends. */
async function backends(condition: string): Promise<readonly number[]> {
  const { rows } = await withConnection(url(standby), (client) =>
    client.query<{ pid: number }>(`select pid from pg_stat_activity where ${condition}`),
  );
  return rows.map(({ pid }) => pid);
}

async function rowsOf(server: Server): Promise<readonly number[]> {
  const { rows } = await withConnection(url(server), (client) =>
    client.query<{ n: number }>('select n from seen order by n'),
  );
  return rows.map((row) => row.n);
}

/** Waits for a condition to hold. The runner ends a test that waits for ever. */
async function until<T extends PostgresStatus | boolean>(condition: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await pause(20);
  }
}
