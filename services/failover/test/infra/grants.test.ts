import type { Seat } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { statementsOf, synthesize } from '../support/templates.ts';

const seats: readonly Seat[] = ['primary', 'secondary'];
const templates = synthesize();

describe.each(seats)('in the %s region', (seat) => {
  const template = templates[seat];

  test('the state machine may call its own functions and nothing else', () => {
    const [machine] = statementsOf(template).filter(({ role }) => role.startsWith('Machine'));
    expect(machine?.statement.Action).toBe('lambda:InvokeFunction');
    expect(machine?.statement.Resource).toHaveLength(8);
    expect(JSON.stringify(machine?.statement.Resource)).not.toContain('*');
  });

  test('each function may change its own items only', () => {
    const changing = statementsOf(template)
      .filter(({ statement }) => /dynamodb:(Put|Update|Delete)Item/.test(String(statement.Action)))
      .map(({ role, statement }) => {
        const { Condition } = statement as typeof statement & { Condition: Record<string, Record<string, string[]>> };
        return [
          role.replace(/Role.*/, ''),
          statement.Action,
          Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
        ];
      });
    const region = seat === 'primary' ? 'us-east-1' : 'us-east-2';
    expect(changing).toEqual([
      ['BeginEpoch', 'dynamodb:PutItem', ['region-state', 'evidence#*']],
      ['PromoteDatabase', 'dynamodb:PutItem', ['region-state']],
      ['WaitLease', 'dynamodb:PutItem', ['region-state']],
      ['OpenWrites', 'dynamodb:PutItem', ['region-state']],
      ['RecoverServices', 'dynamodb:PutItem', ['region-state']],
      ['VerifyCanary', 'dynamodb:PutItem', ['region-state']],
      ['ReportFailover', 'dynamodb:PutItem', ['report#*']],
      ['SeedRegionState', 'dynamodb:PutItem', ['region-state']],
      ['Heartbeat', 'dynamodb:PutItem', [`heartbeat#${region}`]],
      ['Watch', 'dynamodb:PutItem', [`replica#${region}`, `watch#${region}`, 'region-state']],
      ['AnswerFailover', 'dynamodb:PutItem', ['region-state']],
    ]);
  });
});
