import { serviceNames } from '@redoubt/contracts';
import type { FactKind } from './region-facts.ts';

/** A fact that is not what it has to be, in the region where it is wrong. */
export interface WrongFact {
  readonly subject: string;
  readonly region: string;
  readonly otherRegion: string;
  /** Text of the region that is right; undefined when it has no such thing. */
  readonly expected: string | undefined;
}

/** How facts of a kind are judged. */
export interface FactRule {
  /** Must hold in each region by itself, besides being the same in both. */
  readonly sound?: { readonly expected: string; isSound(subject: string, text: string): boolean };
  /** Command that mends it. */
  readonly mend: (wrong: WrongFact) => string;
}

/** A text that begins with the word that it has to begin with. */
const beginsWith = (expected: string) => ({
  expected,
  isSound: (_: string, text: string) => text.split(' ')[0] === expected,
});

const deploy = ({ subject }: WrongFact) => `npx nx deploy ${appOf(subject)}`;

/** Judges each kind of fact. Nothing of it blocks an automatic failover: a region that differs is better than none. */
export const factRules: Readonly<Record<FactKind, FactRule>> = {
  stack: { sound: beginsWith('complete'), mend: deploy },
  template: { mend: deploy },
  function_code: { mend: deploy },
  function_setting: { mend: deploy },
  function_concurrency: {
    mend: ({ subject, region, expected }) =>
      expected === undefined || expected === 'none'
        ? `aws lambda delete-function-concurrency --region ${region} --function-name ${subject}`
        : `aws lambda put-function-concurrency --region ${region} --function-name ${subject} --reserved-concurrent-executions ${expected}`,
  },
  account_quota: {
    mend: ({ region, expected = '' }) =>
      // The code of "Concurrent executions" in Service Quotas.
      `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${expected}`,
  },
  parameter: { mend: deploy },
  secret: {
    mend: ({ subject, region, otherRegion }) =>
      `aws secretsmanager replicate-secret-to-regions --region ${otherRegion} --secret-id ${subject} --add-replica-regions Region=${region} --force-overwrite-replica-secret`,
  },
  table: {
    sound: beginsWith('ACTIVE'),
    mend: ({ subject, region }) => `aws dynamodb describe-table --region ${region} --table-name ${subject}`,
  },
  rule: {
    sound: beginsWith('ENABLED'),
    mend: ({ subject, region, expected = '' }) => {
      const [bus = 'default', name = subject] = subject.includes('/') ? subject.split('/') : ['default', subject];
      return expected.startsWith('ENABLED')
        ? `aws events enable-rule --region ${region} --event-bus-name ${bus} --name ${name}`
        : `npx nx deploy ${appOf(name)}`;
    },
  },
  state_machine: { mend: deploy },
  database: {
    sound: { expected: 'available', isSound: (subject, text) => !subject.endsWith('.status') || text === 'available' },
    mend: ({ subject, region }) =>
      subject.includes('instance')
        ? `aws rds describe-db-instances --region ${region}; then npx nx deploy platform`
        : `aws rds describe-db-clusters --region ${region}; then npx nx deploy platform`,
  },
};

/** The app whose deployment brings a thing, by the beginning of its name; what no service owns is the platform's. */
export function appOf(subject: string): string {
  const name = subject.replace(/^\/payment\/[^/]+\/(services|deployments)\//, '');
  return serviceNames.find((service) => name.startsWith(service)) ?? 'platform';
}
