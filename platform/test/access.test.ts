import { platformParameterName } from '@redoubt/contracts';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

test('the first pepper of access keys is version 1 of a secret that Secrets Manager copies to the secondary', () => {
  templates.primary.hasResourceProperties('AWS::SecretsManager::Secret', {
    Name: 'access-peppers-secret-dev',
    ReplicaRegions: [{ Region: 'us-east-2' }],
    GenerateSecretString: {
      SecretStringTemplate: '{}',
      GenerateStringKey: '1',
      PasswordLength: 64,
      ExcludePunctuation: true,
    },
  });
});

test.each([
  ['primary', 'us-east-1'],
  ['secondary', 'us-east-2'],
] as const)('functions of the %s check keys with what is in %s alone', (seat, region) => {
  const parameters = Object.values(templates[seat].findResources('AWS::SSM::Parameter')).map(
    ({ Properties }) => [Properties.Name, Properties.Value] as const,
  );
  const published = new Map<string, unknown>(parameters);
  expect(published.get(platformParameterName('dev', 'accessTableName'))).toBe('access-table-dev');
  expect(published.get(platformParameterName('dev', 'accessTableArn'))).toBe(
    `arn:aws:dynamodb:${region}:000000000000:table/access-table-dev`,
  );
  expect(published.get(platformParameterName('dev', 'accessPeppersSecretArn'))).toBe(
    `arn:aws:secretsmanager:${region}:000000000000:secret:access-peppers-secret-dev`,
  );
});

test.each(seats)('no template of the %s holds a pepper', (seat) => {
  expect(JSON.stringify(templates[seat].toJSON())).not.toContain('"SecretString"');
});
