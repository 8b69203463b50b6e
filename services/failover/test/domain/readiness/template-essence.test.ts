import type { Seat } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { templateEssence } from '../../../src/domain/readiness/template-essence.ts';
import { synthesize } from '../../support/templates.ts';

const regionsOf: Readonly<Record<Seat, { readonly own: string; readonly peer: string }>> = {
  primary: { own: 'us-east-1', peer: 'us-east-2' },
  secondary: { own: 'us-east-2', peer: 'us-east-1' },
};

function essenceOf(seat: Seat, input: Parameters<typeof synthesize>[0] = {}): string {
  return templateEssence(JSON.stringify(synthesize(input)[seat].toJSON()), regionsOf[seat]);
}

test('the two templates of a version are one, though names, seats and hashes differ', () => {
  const primary = essenceOf('primary');
  expect(primary.split('\n').length).toBeGreaterThan(100);
  expect(essenceOf('secondary').split('\n')).toEqual(primary.split('\n'));
});

test('another topology makes another template', () => {
  expect(essenceOf('secondary', { signalDamping: { windowLength: 12 } })).not.toBe(essenceOf('primary'));
});

const aQueue = (over: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: 'payments-queue-dev', VisibilityTimeout: 90, ...over },
});
const essence = (Resources: object) => templateEssence(JSON.stringify({ Resources }), regionsOf.primary);

describe('a template with', () => {
  test.each<[string, object]>([
    ['another property', { Queue: aQueue({ VisibilityTimeout: 30 }) }],
    ['another number, however long', { Queue: aQueue({ VisibilityTimeout: 1_234_567_890 }) }],
    ['one resource less', {}],
    ['one more', { Queue: aQueue(), Second: aQueue() }],
    ['another type of one', { Queue: { ...aQueue(), Type: 'AWS::SNS::Topic' } }],
  ])('%s is another one', (_, resources) => {
    expect(essence(resources)).not.toBe(essence({ Queue: aQueue() }));
  });

  test('a table that stands for both regions, or what one seat alone makes, is the same', () => {
    const more = {
      Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} },
      ArchiveReplicationLog: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    };
    expect(essence({ Queue: aQueue(), ...more })).toBe(essence({ Queue: aQueue() }));
  });
});

test('a body that is no template in JSON is refused', () => {
  expect(() => templateEssence('Resources: {}', regionsOf.primary)).toThrow();
  expect(() => templateEssence('{}', regionsOf.primary)).toThrow();
});
