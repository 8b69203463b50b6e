import { z } from 'zod';
import { neutral, type RegionPair } from './region-facts.ts';

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
});

/**
 * Types of resources that differ between the seats by design, or that one stack makes for both regions. `CP1` in
 * `platform/test/region-parity.test.ts` gives the reason of each.
 */
const differing = new Set([
  'AWS::CertificateManager::Certificate',
  'AWS::DynamoDB::GlobalTable',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::RDS::DBCluster',
  'AWS::RDS::GlobalCluster',
  'AWS::Route53::HealthCheck',
  'AWS::Route53::HostedZone',
  'AWS::Route53::RecordSet',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'Custom::AWS',
]);

/** Made for the call that sets the first archive's target, which one seat alone has to make. */
const ofOneSeat = /^(ArchiveReplication|AWS679f53fac002430cb0da5b7982bd2287)/;

/** Hashes that CDK makes of a construct's path, a deployment's content or a bundle; code is compared by itself. */
const hash = /[0-9A-Fa-f]{32,}|[0-9A-F]{7,}/g;

/**
 * The part of a template that has to be the same in both regions, as a text; its digest is compared.
 *
 * @throws Error for a body that is no template in JSON, as the CDK writes them
 */
export function templateEssence(body: string, regions: RegionPair): string {
  const { Resources } = Template.parse(JSON.parse(body));
  const texts = Object.entries(Resources)
    .filter(([id, { Type }]) => !differing.has(Type) && !ofOneSeat.test(id))
    .map((entry) => JSON.stringify(withoutWords(entry, regions), sortGrants));
  return texts.sort().join('\n');
}

/** A value of a template without the words that must differ; numbers stay as they are. */
function withoutWords(value: unknown, regions: RegionPair): unknown {
  if (typeof value === 'string') {
    return neutral(value, regions)
      .replaceAll(/primary|secondary/gi, '{seat}')
      .replaceAll(hash, '{hash}');
  }
  if (Array.isArray(value)) return value.map((it) => withoutWords(it, regions));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, withoutWords(it, regions)]));
}

/** CDK sorts what a statement grants by the regions' own names. */
function sortGrants(key: string, value: unknown): unknown {
  return key === 'Resource' && Array.isArray(value) ? value.map((it) => JSON.stringify(it)).sort() : value;
}
