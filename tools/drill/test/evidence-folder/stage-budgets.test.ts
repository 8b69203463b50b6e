import { expect, test } from 'vitest';
import { stageBudgetsIn } from '../../src/evidence-folder/stage-budgets.ts';

const task = (seconds: number, attempts: number) => ({
  Type: 'Task',
  TimeoutSeconds: seconds,
  Retry: [{ MaxAttempts: 0 }, { MaxAttempts: attempts }],
});

test('a stage’s budget is its longest call times the calls, also in branches, whatever the joined parts', () => {
  const machine = {
    States: {
      BeginEpoch: task(20, 4),
      Choose: { Type: 'Choice' },
      TakeOver: { Type: 'Parallel', Branches: [{ States: { PromoteDatabase: task(65, 9) } }] },
    },
  };
  const [before = '', after = ''] = JSON.stringify(machine).split('Choose');
  const DefinitionString = { 'Fn::Join': ['', [before, { 'Fn::GetAtt': ['Function', 'Arn'] }, after]] };
  const template = {
    Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } } },
  };
  expect(stageBudgetsIn(template)).toEqual([
    { stage: 'begin-epoch', budgetMs: 100_000 },
    { stage: 'promote-database', budgetMs: 650_000 },
  ]);
});

test('a template without a state machine has no budgets', () => {
  expect(stageBudgetsIn({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })).toEqual([]);
  expect(stageBudgetsIn({})).toEqual([]);
});
