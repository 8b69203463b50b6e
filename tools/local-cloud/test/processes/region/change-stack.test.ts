import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RegionModel } from '../../../src/protocol/resolved.ts';
import {
  aFunction,
  aQueue,
  aRegion,
  eventually,
  functionArn,
  queueArn,
  type RegionRig,
  type RigResource,
} from './region-rig.ts';

/*
 * Goal: a stack changes while its region works, and nothing that was accepted is lost. Method: a region in this process;
 * each version of a function answers with its name, held by a gate where the test needs it busy.
 */
const version = (name: string) => `export const handler = async (event) => {
  if (event.wait) await new Promise((resolve) => setTimeout(resolve, event.wait));
  console.log('${name} ran ' + JSON.stringify(event));
  return '${name}';
};`;

const code = (digest: string) => ({ Code: { S3Bucket: 'assets', S3Key: `${digest}.zip` } });
const aTrigger = (digest: string): RigResource => ({
  type: 'Custom::Trigger',
  physicalId: 'trigger',
  properties: { HandlerArn: `${functionArn('seeds')}:${digest}` },
});

/** Changes the region's only stack to these resources and functions. */
async function change(
  rig: RegionRig,
  resources: readonly RigResource[],
  functions: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { model, dataDir } = rig.region.context;
  const folder = join(dataDir, `next-${randomUUID()}`);
  const assetFolders: Record<string, string> = { ...model.assetFolders };
  for (const [name, source] of Object.entries(functions)) {
    assetFolders[name] = join(folder, name);
    await mkdir(assetFolders[name], { recursive: true });
    await writeFile(join(assetFolders[name], 'index.mjs'), source);
  }
  await mkdir(folder, { recursive: true });
  const next: RegionModel = {
    ...model,
    assetFolders,
    resources: resources.map((resource) => ({
      ...resource,
      logicalId: resource.physicalId.replaceAll(/[^A-Za-z0-9]/g, ''),
      stackName: 'stack-test',
      region: model.region,
    })),
  };
  const modelFile = join(folder, 'model.json');
  await writeFile(modelFile, JSON.stringify(next));
  return rig.hook('change-stack', { stackName: 'stack-test', modelFile });
}

const run = (rig: RegionRig, name: string, payload: unknown = {}) => rig.region.context.invokeFunction(name, payload);

test('the next invocation runs the new code, the one at work ends with the former', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('says', code('a'))],
    functions: { says: version('a') },
  });
  expect(await run(rig, 'says')).toBe('a');
  const busy = run(rig, 'says', { wait: 500 });
  expect(await change(rig, [aFunction('says', code('b'))], { says: version('b') })).toEqual({ put: 1, removed: 0 });
  expect(await run(rig, 'says')).toBe('b');
  expect(await busy).toBe('a');
});

test('resources that are the same are left alone, those that are gone are removed', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('stays', code('a')), aFunction('goes', code('a'))],
    functions: { stays: version('a'), goes: version('a') },
  });
  expect(await change(rig, [aFunction('stays', code('a'))])).toEqual({ put: 0, removed: 1 });
  expect(await run(rig, 'stays')).toBe('a');
  await expect(run(rig, 'goes')).rejects.toThrow('Function not found: goes');
});

test('a queue keeps its messages, and a message that arrives during the change is consumed', async () => {
  const mapping = (BatchSize: number): RigResource => ({
    type: 'AWS::Lambda::EventSourceMapping',
    physicalId: 'mapping',
    properties: { FunctionName: functionArn('consumer'), EventSourceArn: queueArn('work'), BatchSize },
  });
  const consumer = aFunction('consumer', { Timeout: 5, ...code('a') });
  const queue = (endpoint: string, VisibilityTimeout: number) => aQueue(endpoint, 'work', { VisibilityTimeout });
  await using rig = await aRegion({
    resources: (endpoint) => [queue(endpoint, 5), consumer, mapping(1)],
    functions: { consumer: version('consumer') },
  });
  const bodies = Array.from({ length: 20 }, (_, index) => `message-${index}-of-20`);
  const sent = Promise.all(bodies.map((body) => rig.region.context.sendMessage(queueArn('work'), body)));
  expect(await change(rig, [queue(rig.endpoint, 60), consumer, mapping(10)])).toEqual({ put: 2, removed: 0 });
  await sent;
  const isConsumed = (body: string) => rig.logLines.some((line) => line.includes(body));
  await eventually(() => (bodies.every(isConsumed) ? true : undefined));
});

test('a trigger runs when the version of its function changes, with the new code', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('seeds', code('a')), aTrigger('1')],
    functions: { seeds: version('first') },
  });
  await change(rig, [aFunction('seeds', code('b')), aTrigger('2')], { seeds: version('second') });
  await eventually(() => rig.logLines.find((line) => line.includes('second ran')));
  expect(await change(rig, [aFunction('seeds', code('b')), aTrigger('2')])).toEqual({ put: 0, removed: 0 });
});

test('a trigger that throws leaves the region as it was, and says why', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('seeds', code('a')), aFunction('says', code('a')), aTrigger('1')],
    functions: { seeds: version('seeds'), says: version('a') },
  });
  const failing = `export const handler = async () => { throw new Error('no such column'); };`;
  const answer = await change(rig, [aFunction('says', code('b')), aFunction('seeds', code('b')), aTrigger('2')], {
    says: version('b'),
    seeds: failing,
  });
  expect(answer).toEqual({ error: expect.stringMatching(/trigger .*Custom::Trigger.*no such column/) });
  expect(await run(rig, 'says')).toBe('a');
  expect(await run(rig, 'seeds')).toBe('seeds');
});

test('a resource that can not change while the region runs is refused by name, and nothing is touched', async () => {
  const topic = (name: string): RigResource => ({ type: 'AWS::SNS::Topic', physicalId: name, properties: {} });
  await using rig = await aRegion({
    resources: () => [aFunction('says', code('a')), topic('alarms')],
    functions: { says: version('a') },
  });
  const answer = await change(rig, [aFunction('says', code('b')), topic('other')], { says: version('b') });
  expect(answer).toEqual({ error: expect.stringMatching(/other \(AWS::SNS::Topic\) can not change/) });
  expect(await run(rig, 'says')).toBe('a');
});
