import { expect, test } from 'vitest';
import { describeChanges } from '../../src/synth-diff/describe-changes.ts';
import { type Template, templateChanges } from '../../src/synth-diff/template-changes.ts';

const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'a', BillingMode: 'PAY_PER_REQUEST' } };
const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } };
const of = (Resources: NonNullable<Template['Resources']>): Template => ({ Resources });

test('equal templates have no change', () => {
  expect(templateChanges(of({ Table: table }), of({ Table: table }))).toEqual([]);
});

test('each new, changed and lost resource is a line, in the order of their ids', () => {
  const after = of({ Table: { ...table, Properties: { TableName: 'b' } }, New: role });
  expect(templateChanges(of({ Table: table, Old: role }), after)).toEqual([
    '+ AWS::IAM::Role New',
    '- AWS::IAM::Role Old',
    '~ AWS::DynamoDB::GlobalTable Table: BillingMode, TableName',
  ]);
});

test('what holds data is marked when it goes', () => {
  expect(templateChanges(of({ Table: table }), undefined)).toEqual(['- AWS::DynamoDB::GlobalTable Table (holds data)']);
});

test('stacks that do not change are left out, and one that is new is shown', () => {
  const same = new Map([['same', of({ Table: table })]]);
  expect(describeChanges(same, same)).toContain('no template changes');
  const text = describeChanges(same, new Map([...same, ['new', of({ Role: role })]]));
  expect(text).toContain('**new** (1)\n```diff\n+ AWS::IAM::Role Role\n```');
  expect(text).not.toContain('**same**');
});

test('a list is cut at 60 lines, and says how many are left out', () => {
  const roles = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`R${at}`, role]));
  const described = (count: number) => describeChanges(new Map(), new Map([['big', of(roles(count))]]));
  expect(described(60)).not.toContain('more');
  expect(described(61)).toContain('… and 1 more');
});
