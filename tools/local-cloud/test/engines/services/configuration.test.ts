import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { aRegion, type RigResource } from '../../processes/region/region-rig.ts';

const aParameter = (name: string, Value: string): RigResource => ({
  type: 'AWS::SSM::Parameter',
  physicalId: name,
  properties: { Name: name, Type: 'String', Value },
});

test('parameters are read by name, several at once, and by path', async () => {
  await using rig = await aRegion({
    resources: () => [
      aParameter('/pay/a', '1'),
      aParameter('/pay/b', '2'),
      aParameter('/pay/deep/c', '3'),
      aParameter('/payment/d', '4'),
    ],
  });
  const ssm = new SSMClient(rig.client);
  expect((await ssm.send(new GetParameterCommand({ Name: '/pay/a' }))).Parameter).toMatchObject({
    Value: '1',
    Type: 'String',
  });
  await expect(ssm.send(new GetParameterCommand({ Name: '/pay/x' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  });
  const several = await ssm.send(new GetParametersCommand({ Names: ['/pay/b', '/pay/x'] }));
  expect(several.Parameters).toMatchObject([{ Name: '/pay/b', Value: '2' }]);
  expect(several.InvalidParameters).toEqual(['/pay/x']);
  const flat = await ssm.send(new GetParametersByPathCommand({ Path: '/pay' }));
  expect(flat.Parameters?.map(({ Name }) => Name)).toEqual(['/pay/a', '/pay/b']);
  const first = await ssm.send(new GetParametersByPathCommand({ Path: '/pay/', Recursive: true, MaxResults: 2 }));
  expect(first.Parameters?.map(({ Name }) => Name)).toEqual(['/pay/a', '/pay/b']);
  const second = await ssm.send(
    new GetParametersByPathCommand({ Path: '/pay/', Recursive: true, MaxResults: 2, NextToken: first.NextToken }),
  );
  expect(second.Parameters?.map(({ Name }) => Name)).toEqual(['/pay/deep/c']);
  expect(second.NextToken).toBeUndefined();
});

test('a secret is found by name, by ARN and by ARN without its ending', async () => {
  const partial = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:ledger';
  await using rig = await aRegion({
    resources: () => [
      {
        type: 'AWS::SecretsManager::Secret',
        physicalId: `${partial}-AbCdEf`,
        properties: { Name: 'ledger', SecretString: '{"password":"p"}' },
      },
    ],
  });
  const secrets = new SecretsManagerClient(rig.client);
  const versions = await Promise.all(
    ['ledger', partial, `${partial}-AbCdEf`].map(async (SecretId) => {
      const secret = await secrets.send(new GetSecretValueCommand({ SecretId }));
      expect(secret).toMatchObject({ SecretString: '{"password":"p"}', Name: 'ledger', ARN: `${partial}-AbCdEf` });
      return secret.VersionId;
    }),
  );
  expect(new Set(versions).size).toBe(1);
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'led' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
