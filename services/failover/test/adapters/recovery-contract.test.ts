import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { recoveryParameterName } from '@redoubt/contracts';
import { expect, test, vi } from 'vitest';
import { RecoveryContract } from '../../src/adapters/recovery-contract.ts';
import { aRecovery, aResult } from '../support/fakes.ts';

const pages = [
  {
    Parameters: [
      { Name: recoveryParameterName('dev', 'transactions', 'open'), Value: 'arn:open' },
      { Name: recoveryParameterName('dev', 'transactions', 'recover'), Value: 'arn:recover' },
    ],
    NextToken: 'more',
  },
  {
    Parameters: [
      { Name: recoveryParameterName('dev', 'notifications', 'recover'), Value: 'arn:notify' },
      { Name: '/payment/dev/services/transactions/elsewhere/recover', Value: 'arn:none' },
    ],
  },
];

/** The contract of an environment whose functions answer with this. */
function aContract(answer: object = aResult(), FunctionError?: string) {
  const ssm = new SSMClient({ region: 'us-east-2' });
  vi.spyOn(ssm, 'send').mockImplementation(async (command) => pages['NextToken' in command.input ? 1 : 0]);
  const lambda = new LambdaClient({ region: 'us-east-2' });
  const payload = { transformToString: () => JSON.stringify(answer) };
  vi.spyOn(lambda, 'send').mockImplementation(async () => ({ Payload: payload, FunctionError }));
  return new RecoveryContract({ ssm, lambda }, 'dev');
}

const hook = { service: 'transactions', hook: 'recover', functionArn: 'arn:recover' } as const;

test('hooks of a kind are found on every page, by service, and nothing else is', async () => {
  expect(await aContract().hooks('recover')).toEqual([
    { service: 'notifications', hook: 'recover', functionArn: 'arn:notify' },
    { service: 'transactions', hook: 'recover', functionArn: 'arn:recover' },
  ]);
});

test('a hook answers what it did', async () => {
  expect(await aContract(aResult({ applied: 7 })).recover(hook, aRecovery)).toEqual(aResult({ applied: 7 }));
});

test("a hook that throws fails with the function's own message", async () => {
  const error = { errorType: 'writer_unreachable', errorMessage: 'no writer in us-east-2' };
  await expect(aContract(error, 'Unhandled').recover(hook, aRecovery)).rejects.toMatchObject({
    name: 'hook_failed',
    message: 'transactions/recover failed: no writer in us-east-2',
  });
});

test('a hook that answers something else fails', async () => {
  await expect(aContract({ ok: true }).recover(hook, aRecovery)).rejects.toMatchObject({ name: 'hook_failed' });
});
