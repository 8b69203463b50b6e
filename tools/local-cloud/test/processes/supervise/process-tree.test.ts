import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { descendantsOf, killTree, listProcesses } from '../../../src/processes/supervise/process-tree.ts';

describe('descendants', () => {
  const processes = [
    { pid: 1, parent: 0 },
    { pid: 10, parent: 1 },
    { pid: 11, parent: 10 },
    { pid: 12, parent: 11 },
    { pid: 20, parent: 1 },
  ];

  test('are the process and all below it, and nothing beside it', () => {
    expect(descendantsOf(10, processes)).toEqual([10, 11, 12]);
  });

  test('of a process that is gone are none', () => {
    expect(descendantsOf(99, processes)).toEqual([]);
  });
});

test('a tree is killed whole, also what has a group of its own and ignores every polite signal', async () => {
  const grandchild = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid);";
  const parent = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const grandchildPid = Number(said.toString());
  expect(await killTree(child.pid ?? 0)).toBe(2);
  expect((await listProcesses()).map(({ pid }) => pid)).not.toContain(grandchildPid);
});

test('killing a tree that is gone kills nothing', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await killTree(child.pid ?? 0)).toBe(0);
});
