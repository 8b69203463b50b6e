import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { loadTopology, topologyNames } from '../src/index.ts';

test('without a name the default topology is loaded', async () => {
  const topology = await loadTopology({});
  expect(topology).toMatchObject({ environmentSuffix: 'dev', account: '000000000000', routing: 'weighted' });
});

test('ENVIRONMENT_SUFFIX and CDK_DEFAULT_ACCOUNT override the file', async () => {
  const topology = await loadTopology({ ENVIRONMENT_SUFFIX: 'pr-42', CDK_DEFAULT_ACCOUNT: '123456789012' });
  expect(topology).toMatchObject({ environmentSuffix: 'pr-42', account: '123456789012' });
});

test('a choice on the CDK command line beats the variables', async () => {
  const topology = await loadTopology({
    TOPOLOGY: 'default',
    ENVIRONMENT_SUFFIX: 'dev',
    CDK_CONTEXT_JSON: JSON.stringify({ topology: 'us-west-2', environmentSuffix: 'pr-42', 'aws:cdk:x': true }),
  });
  expect(topology).toMatchObject({ environmentSuffix: 'pr-42', regions: { secondary: 'us-west-2' } });
});

test('RG1 us-west-2 as standby is one value away', async () => {
  const { regions } = await loadTopology({ TOPOLOGY: 'us-west-2' });
  expect(regions.secondary).toBe('us-west-2');
});

test('an unknown name is answered with the known ones', async () => {
  await expect(loadTopology({ TOPOLOGY: '../default' })).rejects.toThrow(
    /topology must be one of .*default, .*us-west-2.*, got "\.\.\/default"/,
  );
});

test('an app says what is wrong with a topology without a stack trace, and exits with 2', () => {
  const main = new URL('../../../platform/infra/main.ts', import.meta.url).pathname;
  const env = { ...process.env, ENVIRONMENT_SUFFIX: 'Dev' };
  const { status, stderr } = spawnSync(process.execPath, [main], { cwd: tmpdir(), env, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^topology default is not valid\n✖ environment suffix must be/);
  expect(stderr).not.toContain('    at ');
});

test('every topology there is can be loaded', async () => {
  for (const name of await topologyNames()) await expect(loadTopology({ TOPOLOGY: name })).resolves.toBeDefined();
});
