import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, propertiesOf } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

test.each([
  ['primary', 'us-east-1', 'us-east-2'],
  ['secondary', 'us-east-2', 'us-east-1'],
] as const)(
  'DB7 the %s is backed up at 03:00 UTC, copied to the other vault, and kept for seven days in both',
  (seat, own, peer) => {
    expect(propertiesOf(templates[seat], 'AWS::Backup::BackupPlan')).toMatchObject({
      BackupPlan: {
        BackupPlanRule: [
          {
            ScheduleExpression: 'cron(0 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 7 },
            CopyActions: [
              {
                DestinationBackupVaultArn: `arn:aws:backup:${peer}:000000000000:backup-vault:backup-vault-dev`,
                Lifecycle: { DeleteAfterDays: 7 },
              },
            ],
          },
        ],
      },
    });
    expect(propertiesOf(templates[seat], 'AWS::Backup::BackupSelection')).toMatchObject({
      BackupSelection: {
        Resources: [
          `arn:aws:rds:${own}:000000000000:cluster:ledger-cluster-dev`,
          `arn:aws:dynamodb:${own}:000000000000:table/journal-table-dev`,
          `arn:aws:dynamodb:${own}:000000000000:table/session-table-dev`,
          `arn:aws:dynamodb:${own}:000000000000:table/settings-table-dev`,
          `arn:aws:dynamodb:${own}:000000000000:table/access-table-dev`,
        ],
      },
    });
  },
);

test('DB7 each vault is encrypted with the key of its own region', () => {
  for (const template of Object.values(templates)) {
    expect(propertiesOf(template, 'AWS::Backup::BackupVault')['EncryptionKeyArn']).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'],
    });
  }
});
