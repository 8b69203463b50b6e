import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { reachableFolder, startPostgres, withConnection } from '../src/index.ts';
import { linkLibraries } from '../src/link-libraries.ts';
import { explainOutput } from '../src/postgres-error.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.log`, { force: true });
  }
});

function temporary(name: string): string {
  const folder = join(tmpdir(), `${name}-${randomUUID()}`);
  folders.push(folder);
  return folder;
}

test('a database made for a test answers and leaves no folder behind', async () => {
  const postgres = await startPostgres({ database: 'ledger', user: 'ledger_admin' });
  const { rows } = await withConnection(postgres.url, (client) =>
    client.query('select current_user as u, current_database() as d, current_setting($1) as v', ['server_version']),
  );
  expect(rows[0]).toMatchObject({ u: 'ledger_admin', d: 'ledger', v: expect.stringMatching(/^17\./) });
  await postgres.stop();
  expect(existsSync(postgres.dataDir)).toBe(false);
});

test('a folder that was given is kept and used again, also after a crash that left a lock with a reused process id', async () => {
  const dataDir = temporary('kept');
  const first = await startPostgres({ dataDir });
  await withConnection(first.url, (client) => client.query('create table kept as select 1 as n'));
  await first.stop();
  // Process 1 is always alive and never ours.
  writeFileSync(join(first.dataDir, 'postmaster.pid'), `1\n${first.dataDir}\n`);
  await using second = await startPostgres({ dataDir });
  const { rows } = await withConnection(second.url, (client) => client.query('select n from kept'));
  expect(rows).toEqual([{ n: 1 }]);
});

test('a second server on one folder is refused', async () => {
  const dataDir = temporary('twice');
  await using _first = await startPostgres({ dataDir });
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'folder_in_use' });
});

test('a port that is taken is refused by name', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const address = taken.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  await expect(startPostgres({ port })).rejects.toMatchObject({ code: 'port_in_use' });
  taken.close();
});

test('a server ends, and its temporary folder goes, when the process that started it is killed', async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(fileURLToPath(new URL('../src/index.ts', import.meta.url)))});
    const postgres = await startPostgres();
    console.log(postgres.dataDir);
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dataDir = await new Promise<string>((done) =>
    parent.stdout.once('data', (text: Buffer) => done(text.toString().trim())),
  );
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => existsSync(dataDir) || existsSync(`${dataDir}.log`)).toBe(false);
});

test('missing library links are made, those that are there are left alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'native-'));
  const list = [
    { source: 'native/liba.so.1.2', target: 'native/liba.so.1' },
    { source: 'native/liba.so.1.2', target: 'native/liba.so' },
  ];
  writeFileSync(join(folder, 'pg-symlinks.json'), JSON.stringify(list));
  writeFileSync(join(folder, 'liba.so.1.2'), 'library');
  symlinkSync('liba.so.1.2', join(folder, 'liba.so.1'));
  linkLibraries(folder);
  expect(existsSync(join(folder, 'liba.so'))).toBe(true);
  rmSync(folder, { recursive: true });
});

test('a folder below one that is closed to others is replaced by a reachable one, always the same', () => {
  const closed = mkdtempSync(join(tmpdir(), 'closed-')); // made with mode 0700
  const replaced = reachableFolder(join(closed, 'data'));
  if (process.getuid?.() === 0) expect(replaced).toMatch(/redoubt-data-/);
  else expect(replaced).toBe(join(closed, 'data'));
  expect(reachableFolder(join(closed, 'data'))).toBe(replaced);
  rmSync(closed, { recursive: true });
});

test.each([
  [
    'postgres: error while loading shared libraries: libz.so.1: cannot open shared object file',
    'library_missing',
    'libz.so.1',
  ],
  ['FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk_full', 'free about 200 MB'],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port_in_use', 'give another port'],
  ['FATAL:  out of cheese', 'start_failed', 'out of cheese'],
])('the output "%s" is explained as %s', (output, code, advice) => {
  const error = explainOutput('starting', output);
  expect(error.code).toBe(code);
  expect(error.message).toContain(advice);
});
