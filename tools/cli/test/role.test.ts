import { expect, test } from 'vitest';
import { credentialLines } from '../src/commands/role.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

test('credentials are printed as variables that a shell takes', () => {
  const credentials = {
    accessKeyId: 'ASIA1',
    secretAccessKey: 's',
    sessionToken: 't',
    expiresAt: '2030-01-31T12:00:00.000Z',
  };
  expect(credentialLines(credentials)).toEqual([
    'export AWS_ACCESS_KEY_ID=ASIA1',
    'export AWS_SECRET_ACCESS_KEY=s',
    'export AWS_SESSION_TOKEN=t',
  ]);
});

const run = (...args: string[]) =>
  redoubtProgram({ terminal: aTerminal().terminal, signal: new AbortController().signal }).run(args);

test.each([
  ['a method that no route has', ['role', 'call', 'observer', 'DELETE', '/x'], 'commander.invalidArgument'],
  ['a call without a path', ['role', 'call', 'observer', 'GET'], 'commander.missingArgument'],
])('%s is a mistake of the command line', async (_, args, code) => {
  await expect(run(...args)).rejects.toMatchObject({ code });
});
