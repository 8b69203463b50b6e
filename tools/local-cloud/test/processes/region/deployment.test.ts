import { expect, test } from 'vitest';
import { aFunction, aRegion, eventually, functionArn, type RigResource } from './region-rig.ts';

const aTrigger: RigResource = {
  type: 'Custom::Trigger',
  physicalId: 'trigger',
  // The Ref of a version: an ARN that ends in its number.
  properties: { HandlerArn: `${functionArn('seeds')}:1`, InvocationType: 'RequestResponse' },
};
const seeds = (statement: string) => ({ seeds: `export const handler = async () => { ${statement} };` });

test('a trigger runs its function before the front door opens', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('seeds'), aTrigger],
    functions: seeds(`console.log('seeded')`),
  });
  // Lines of a worker reach the log a moment after its answer.
  await eventually(() => rig.logLines.find((line) => line.includes('seeded')));
});

test('a trigger that throws fails the deployment and names itself', async () => {
  const rig = aRegion({
    resources: () => [aFunction('seeds'), aTrigger],
    functions: seeds(`throw new Error('no table')`),
  });
  await expect(rig).rejects.toThrow(
    /stack-test\/trigger \(Custom::Trigger\) can not be deployed: seeds failed with Error: no table/,
  );
});

test('a function whose asset lacks its module fails the deployment and names both', async () => {
  const rig = aRegion({
    resources: () => [aFunction('seeds', { Handler: 'other.handler' })],
    functions: seeds(''),
  });
  await expect(rig).rejects.toThrow(
    /stack-test\/seeds \(AWS::Lambda::Function\) can not be deployed: function seeds: no other.mjs, .js or .cjs in /,
  );
});

test('a region that comes back does not run its triggers again', async () => {
  await using rig = await aRegion({
    restored: true,
    resources: () => [aFunction('seeds'), aTrigger],
    functions: seeds(`console.log('seeded')`),
  });
  expect(rig.logLines.some((line) => line.includes('seeded'))).toBe(false);
});
