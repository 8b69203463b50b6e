import { createHash } from 'node:crypto';
import type { ResolvedResource } from '../protocol/resolved.ts';
import { recordSetOf } from './record-set.ts';

/** Records by which a domain proves to SES that a mail is its own. */
const recordsOfDomain = 3;

/** One of the records, as CloudFormation gives it. */
export interface DkimRecord {
  readonly name: string;
  readonly value: string;
}

/** Records of a domain in a region: each region of SES asks for its own. */
export function dkimRecordsOf(domain: string, region: string): readonly DkimRecord[] {
  return Array.from({ length: recordsOfDomain }, (_, at) => {
    const token = createHash('sha256').update(`${domain}/${region}/${at}`).digest('hex').slice(0, 32);
    return { name: `${token}._domainkey.${domain}`, value: `${token}.dkim.amazonses.com` };
  });
}

/**
 * Whether SES would find the domain's records in the DNS: until then it sends nothing for it.
 * https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export function isVerified(domain: string, region: string, resources: readonly ResolvedResource[]): boolean {
  const records = resources
    .filter(({ type }) => type === 'AWS::Route53::RecordSet')
    .map(recordSetOf)
    .filter(({ type }) => type === 'CNAME');
  return dkimRecordsOf(domain, region).every(({ name, value }) =>
    records.some((record) => record.name === name && 'values' in record.target && record.target.values.includes(value)),
  );
}
