import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkAddress } from '../../../src/processes/supervise/address-check.ts';
import { checkDataDir, markerFile } from '../../../src/processes/supervise/data-dir-check.ts';
import { checkNode, diskComplaint } from '../../../src/processes/supervise/preflight.ts';
import { PortPlan } from '../../../src/protocol/port-plan.ts';
import { freePort } from '../../free-port.ts';

describe('an address', () => {
  test('that is free is left free', async () => {
    const needed = { host: '127.0.0.1', port: await freePort(), purpose: 'control', base: 4500 };
    await checkAddress(needed);
    await checkAddress(needed);
  });

  test('in use is refused with the port, what it was for, and another port base', async () => {
    const server = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await expect(checkAddress({ host: '127.0.0.1', port, purpose: 'DNS', base: 4500 })).rejects.toMatchObject({
      code: 'port_in_use',
      message: `port ${port} on 127.0.0.1, for DNS, is in use`,
      fix: expect.stringContaining('--port-base 4600'),
    });
    await new Promise((resolve) => server.close(resolve));
  });

  test('that this machine does not have is refused with the command that adds it', async () => {
    // 192.0.2.0/24 is reserved for documentation: no machine has it.
    const missing = { host: '192.0.2.1', port: 4500, purpose: 'http of us-east-1', base: 4500 };
    await expect(checkAddress(missing)).rejects.toMatchObject({
      code: 'address_missing',
      fix: 'sudo ifconfig lo0 alias 192.0.2.1 up',
    });
  });
});

describe('a data directory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-dir-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['that does not exist is made', 'new/deep'],
    ['that is empty is used', '.'],
  ])('%s', async (_, name) => {
    await checkDataDir(join(folder, name));
  });

  test('with files of others is refused, because it would be emptied', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    await expect(checkDataDir(folder)).rejects.toMatchObject({
      code: 'data_dir_unusable',
      message: expect.stringContaining('thesis.txt'),
      fix: expect.stringContaining('--data-dir'),
    });
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('of a cloud that ended is used again', async () => {
    // No process has this id: Linux and macOS stop far below it.
    await writeFile(join(folder, markerFile), JSON.stringify({ pid: 999_999_999 }));
    await checkDataDir(folder);
  });

  test('of a cloud that runs is refused', async () => {
    await writeFile(join(folder, markerFile), JSON.stringify({ pid: process.pid }));
    await expect(checkDataDir(folder)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  });

  test.runIf(process.platform === 'linux')('of a cloud whose control process is a zombie is used again', async () => {
    // The shell becomes a program that never asks for the exit code of its child; the child ends only then.
    const child = '(until [ "$(cat /proc/$$/comm)" = sleep ]; do :; done)';
    const parent = spawn('sh', ['-c', `${child} & echo $!; exec sleep 600`], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      await expect.poll(() => readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
      await writeFile(join(folder, markerFile), JSON.stringify({ pid }));
      await checkDataDir(folder);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  test('that is a file is refused', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(checkDataDir(file)).rejects.toMatchObject({ code: 'data_dir_unusable' });
  });
});

test.each<[string, boolean]>([
  ['24.0.0', true],
  ['23.11.1', false],
  ['20.20.2', false],
])('Node %s is taken: %s', (version, isTaken) => {
  if (isTaken) expect(() => checkNode(version)).not.toThrow();
  else expect(() => checkNode(version)).toThrow(`this is Node ${version}`);
});

test('a disk is taken with 400 MB free, and refused with one byte less', () => {
  const enough = 400 * 1024 * 1024;
  expect(diskComplaint('/data', enough)).toBeUndefined();
  expect(diskComplaint('/data', enough - 1)).toMatchObject({
    code: 'disk_full',
    message: '399 MB are free where /data is',
  });
});

describe('the ports of a cloud', () => {
  test('are all different', () => {
    const needed = new PortPlan(4500, ['us-east-1', 'us-east-2']).needed().map(({ address }) => address);
    expect(new Set(needed.map(({ host, port }) => `${host}:${port}`)).size).toBe(needed.length);
  });

  test('stay within a hundred, so that port bases a hundred apart never meet', () => {
    const needed = new PortPlan(4500, ['a-1', 'b-1', 'c-1', 'd-1']).needed().map(({ address }) => address);
    expect(Math.max(...needed.map(({ port }) => port))).toBeLessThan(4600);
    expect(new Set(needed.map(({ host, port }) => `${host}:${port}`)).size).toBe(needed.length);
  });
});
