import { expect, test } from 'vitest';
import { publishedActions } from '../../../src/definitions/checks/published/iam-actions.ts';
import { publishedShape } from '../../../src/definitions/checks/published/resource-types.ts';
import { resourceAreas } from '../../../src/definitions/templates/support.ts';

test('every type that may be in a template is in the table of published types', () => {
  const types = Object.values(resourceAreas)
    .flatMap((kinds) => Object.keys(kinds))
    .filter((type) => type.startsWith('AWS::') && type !== 'AWS::CDK::Metadata');
  expect(types.filter((type) => publishedShape(type) === undefined)).toEqual([]);
});

test('a line tells required properties, lists, maps, values and types below', () => {
  const shape = publishedShape('AWS::Lambda::Function');
  const text = { kind: 'primitive', name: 'string', values: [] };
  expect(shape?.get('Code')).toEqual({
    isRequired: true,
    types: [{ kind: 'shape', name: 'AWS::Lambda::Function.Code' }],
  });
  expect(shape?.get('Layers')).toEqual({ isRequired: false, types: [{ kind: 'list', of: [text] }] });
  expect(publishedShape('AWS::Lambda::Function.Environment')?.get('Variables')?.types).toEqual([
    { kind: 'map', of: [text] },
  ]);
  expect(publishedShape('AWS::Lambda::Function.TracingConfig')?.get('Mode')?.types).toEqual([
    { ...text, values: ['Active', 'PassThrough'] },
  ]);
});

test('honored and ignored properties of a simulated type are published ones', () => {
  const invented = Object.values(resourceAreas)
    .flatMap((kinds) => Object.entries(kinds))
    .flatMap(([type, { support }]) => {
      const shape = publishedShape(type);
      if (shape === undefined || support.level !== 'simulated') return [];
      const names = [...support.honored, ...Object.keys(support.ignored)].filter((name) => name !== 'Tags');
      return names.filter((name) => !shape.has(name)).map((name) => `${type}.${name}`);
    });
  expect(invented).toEqual([]);
});

test('actions are compared in lower case, and a service that is not in the table has none', () => {
  expect(publishedActions('sqs')).toContain('sendmessage');
  expect(publishedActions('sqs')).not.toContain('sendmessages');
  expect(publishedActions('nothing')).toBeUndefined();
});
