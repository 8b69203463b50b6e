import { expect, test } from 'vitest';
import { complaintsAbout } from '../../src/definitions/templates/support.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const policy = (over: object) => ({ Statement: [{ ...statement, ...over }] });

test.each<[string, object]>([
  ['a condition operator', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ['a condition key', { Condition: { StringLike: { 'aws:username': 'a*' } } }],
  ['NotAction', { Action: undefined, NotAction: 's3:*' }],
  ['NotResource', { NotResource: 'arn:aws:s3:::a' }],
])('a policy with %s that is not evaluated is refused, of a role and beside it', (_, over) => {
  const document = policy(over);
  const beside = { PolicyName: 'p', Roles: ['r'], PolicyDocument: document };
  expect(complaintsAbout({ type: 'AWS::IAM::Policy', properties: beside })).toEqual([
    expect.stringContaining('not evaluated'),
  ]);
  const properties = { Policies: [{ PolicyName: 'p', PolicyDocument: document }] };
  expect(complaintsAbout({ type: 'AWS::IAM::Role', properties })).toEqual([expect.stringContaining('not evaluated')]);
});

test('a policy with what our templates use is taken', () => {
  const Condition = { ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:0:function:f' } };
  const properties = { PolicyName: 'p', Roles: ['r'], PolicyDocument: policy({ Sid: 's', Condition }) };
  expect(complaintsAbout({ type: 'AWS::IAM::Policy', properties })).toEqual([]);
});
