import type { SynthesizedTemplate } from '@redoubt/cdk-kit';
import { beforeAll, expect, test } from 'vitest';
import { type PlatformAssembly, platformAssembly } from './support/platform-templates.ts';

/**
 * Goal: the two regions are equal but for what must differ, so that either can do the other's work.
 *
 * Method: both templates are compared resource by resource after the words that must differ (region, seat) are made the
 * same; every difference that is left must be in the list below, which gives its reason. An entry that no longer differs
 * is refused as well.
 */
const allowed: Readonly<Record<string, string>> = {
  'AWS::CertificateManager::Certificate':
    'validated in the zone by the stack that makes it; the other certificate is proven by the same records',
  'AWS::DynamoDB::GlobalTable': 'one resource stands for a table in all its regions',
  'AWS::EC2::Subnet': 'the networks have ranges of their own',
  'AWS::EC2::VPC': 'the networks have ranges of their own',
  'AWS::IAM::Policy': 'the call that sets the first archive’s target, and its log',
  'AWS::IAM::Role':
    'the call that sets the first archive’s target; the roles of operators, which are one for both regions',
  'AWS::Lambda::Function': 'the call that sets the first archive’s target',
  'AWS::Logs::LogGroup': 'the call that sets the first archive’s target',
  'AWS::RDS::DBCluster': 'the first member brings the credentials, the second joins the global cluster',
  'AWS::RDS::GlobalCluster': 'one global cluster around both members',
  'AWS::Route53::HealthCheck': 'the two votes on traffic are opposites',
  'AWS::Route53::HostedZone': 'one zone for both regions',
  'AWS::Route53::RecordSet': 'weights 100 and 0',
  'AWS::S3::Bucket': 'the archive made second can name its target at once',
  'AWS::SecretsManager::Secret': 'Secrets Manager copies them to the other region',
  'Custom::AWS': 'the call that sets the first archive’s target',
};

let assembly: PlatformAssembly;
beforeAll(async () => {
  assembly = await platformAssembly();
});

/** Types of the resources that differ, with their logical ids; what exists in one region only differs, too. */
function differences(left: SynthesizedTemplate, right: SynthesizedTemplate): ReadonlyMap<string, readonly string[]> {
  const [ours, theirs] = [byId(left), byId(right)];
  const found = new Map<string, string[]>();
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(id), theirs.get(id)];
    if (a?.text === b?.text) continue;
    const type = (a ?? b)?.type ?? '';
    found.set(type, [...(found.get(type) ?? []), id]);
  }
  return found;
}

/** Resources by their id; those whose ids differ by such a hash alone are distinguished by their order. */
function byId({
  Resources,
}: SynthesizedTemplate): ReadonlyMap<string, { readonly type: string; readonly text: string }> {
  const found = new Map<string, { readonly type: string; readonly text: string }>();
  for (const [logicalId, { Type, Properties, DeletionPolicy, UpdateReplacePolicy }] of Object.entries(Resources)) {
    const id = normal(logicalId);
    const nth = [...found.keys()].filter((key) => key === id || key.startsWith(`${id}#`)).length;
    found.set(nth === 0 ? id : `${id}#${nth}`, {
      type: Type,
      text: normal(JSON.stringify({ Properties, DeletionPolicy, UpdateReplacePolicy })),
    });
  }
  return found;
}

/** Text without the words that must differ: region, seat, and the hashes that CDK makes of the stack's name. */
function normal(text: string): string {
  return text
    .replaceAll(/platform(primary|secondary)dev/g, '')
    .replaceAll(/[0-9A-F]{7,}/g, '')
    .replaceAll(/us-(east|west)-[12]([abc])?/g, 'region$2')
    .replaceAll(/\b(primary|secondary)\b/g, 'seat');
}

test('CP1 the two regions differ only where the list says so, and why', () => {
  const found = differences(assembly.templates.primary, assembly.templates.secondary);
  const report = [...found].map(([type, ids]) => `${type}: ${allowed[type] ?? 'NOT ALLOWED'} (${ids.join(', ')})`);
  process.stdout.write(`what differs between the regions\n${report.sort().join('\n')}\n`);
  expect([...found.keys()].sort()).toEqual(Object.keys(allowed).sort());
});

test('both regions give the same outputs and publish the same parameters', () => {
  const { primary, secondary } = assembly.templates;
  expect(Object.keys(secondary.Outputs ?? {})).toEqual(Object.keys(primary.Outputs ?? {}));
  const parameters = ({ Resources }: SynthesizedTemplate) =>
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::SSM::Parameter')
      .map(({ Properties }) => Properties?.['Name']);
  expect(parameters(secondary)).toEqual(parameters(primary));
});

test('DL3 a deployment ends with what people ask for first', () => {
  expect(Object.keys(assembly.templates.primary.Outputs ?? {})).toEqual([
    'VpcId',
    'VpcCidr',
    'LedgerClusterId',
    'ApiUrl',
    'RegionalApiUrl',
    'ArchiveBucketArn',
    'EventBusName',
    'AlarmTopicArn',
  ]);
});
