import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFront } from '../front/front.mjs';

test.each<[string, string, string, boolean]>([
  ['npm', 'npm start', '-bash', true],
  ['npm by its file', '/usr/bin/node /usr/lib/node_modules/npm/bin/npm-cli.js start', '-bash', true],
  ['npx', 'npm exec redoubt up', '-bash', true],
  ['the shell of npm', 'sh -c node tools/workspace/bootstrap.mjs redoubt up', 'npm start', true],
  ['timeout', 'timeout 60 npm start', '-bash', true],
  ['bootstrap.mjs', 'node tools/workspace/bootstrap.mjs redoubt up', 'sh -c node …', true],
  ['the first process of a container', '/sbin/tini -- npm start', '', true],
  ['a login shell', '-bash', 'sshd', false],
  ['a shell that may leave a command in the background', 'bash -c npm start &', 'sshd', false],
  ['another program of Node', 'node /home/npm/server.js', '-bash', false],
  ['an editor', '/usr/bin/code', 'init', false],
])('%s: %s', (_, command, parent, front) => {
  expect(isFront(command, parent)).toBe(front);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a command notices when %s ended what waits for it', async (signal) => {
  const module = join(import.meta.dirname, '../front/front.mjs');
  const program = `const { whenFrontIsGone } = await import(${JSON.stringify(module)});
    whenFrontIsGone(() => { console.log('gone'); process.exit(); });
    process.on('SIGTERM', () => undefined);
    setInterval(() => undefined, 1_000);
    console.log('watching');`;
  // npm itself takes a second to start; it is known by its command line.
  const npm = spawn('bash', ['-c', `"$1" --input-type=module --eval "$2"; exit`, 'npm', process.execPath, program], {
    argv0: 'npm',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = npm.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  expect((await said.next()).value).toBe('watching\n');
  npm.kill(signal);
  await once(npm, 'exit');
  expect((await said.next()).value).toBe('gone\n');
});
