import { parseTopology, RegionalStack } from '@redoubt/cdk-kit';
import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

const denies = (...actions: readonly string[]) =>
  Match.objectLike({
    Statement: Match.arrayWith([
      Match.objectLike({
        Effect: 'Deny',
        Action: actions.length === 1 ? actions[0] : actions,
        Principal: { AWS: '*' },
      }),
    ]),
  });

test('RG4 a protected environment deletes neither keys nor secrets in one step', async () => {
  const { primary, secondary } = await platformTemplates('protected');
  for (const template of [primary, secondary]) {
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: denies('kms:DisableKey', 'kms:ScheduleKeyDeletion') });
  }
  const secrets = Object.keys(primary.findResources('AWS::SecretsManager::Secret'));
  expect(secrets).toHaveLength(8);
  primary.resourceCountIs('AWS::SecretsManager::ResourcePolicy', secrets.length);
  primary.allResourcesProperties('AWS::SecretsManager::ResourcePolicy', {
    ResourcePolicy: denies('secretsmanager:DeleteSecret'),
  });
});

test('RG4 every other environment can be destroyed as it is', async () => {
  const templates = await platformTemplates();
  for (const seat of seats) {
    templates[seat].resourceCountIs('AWS::SecretsManager::ResourcePolicy', 0);
    expect(JSON.stringify(templates[seat].findResources('AWS::KMS::Key'))).not.toContain('"Deny"');
  }
});

test.each([
  ['protected', true],
  ['ephemeral', false],
] as const)('RG4 a stack of the profile %s has termination protection: %s', (profile, isProtected) => {
  const retention = profile === 'protected' ? { profile, reason: 'Real payments: two steps' } : { profile };
  const topology = parseTopology('test', { retention });
  const stack = new RegionalStack(new App(), { topology, seat: 'primary', component: 'validation' });
  expect(stack.terminationProtection).toBe(isProtected);
});

test('DB4 slow statements are logged without the values that they were given', async () => {
  const templates = await platformTemplates();
  for (const seat of seats) {
    templates[seat].hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: Match.objectLike({ log_parameter_max_length: '0', log_parameter_max_length_on_error: '0' }),
    });
  }
});

test('ST2 objects of every size move to Glacier', async () => {
  const templates = await platformTemplates();
  for (const seat of seats) {
    templates[seat].hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: Match.objectLike({ TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' }),
    });
  }
});
