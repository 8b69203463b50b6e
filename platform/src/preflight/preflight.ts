import { domainNames, type Topology } from '@redoubt/cdk-kit';
import { endpointServices } from '../network/service-endpoints.ts';
import { AccountError, type AccountErrorCode, type AwsAccount } from './aws-account.ts';

/** An obstacle to a deployment, with its remedy. */
export interface Obstacle {
  readonly what: string;
  readonly why: string;
  /** A command, or a step on a console. */
  readonly fix: string;
  /** A first deployment may begin all the same. */
  readonly isWarning?: true;
}

/** Oldest bootstrap stack that accepts this CDK's assets. */
const bootstrapVersionMin = 6;

/** 10,000 requests a second at 100 ms each: what the APIs let through. */
const concurrencyMin = 1_000;

/** Checks the needs of a deployment that CloudFormation would find missing only late. */
export async function preflight(topology: Topology, account: AwsAccount): Promise<readonly Obstacle[]> {
  const regions = [topology.regions.primary, topology.regions.secondary];
  const perRegion = await Promise.all(
    regions.flatMap((region) => [
      explained(region, bootstrapObstacles(topology.account, region, account)),
      explained(region, concurrencyObstacles(region, account)),
      explained(region, networkZoneObstacles(topology, region, account)),
    ]),
  );
  return [...accountObstacles(topology), ...unique(perRegion.flat()), ...(await zoneObstacles(topology, account))];
}

function accountObstacles({ account }: Topology): readonly Obstacle[] {
  if (account !== '000000000000') return [];
  return [
    {
      what: 'no account is chosen',
      why: 'the templates name the account 000000000000, which only the local cloud has',
      fix: 'export CDK_DEFAULT_ACCOUNT=<12 digits>, and synthesize again',
    },
  ];
}

async function bootstrapObstacles(account: string, region: string, aws: AwsAccount): Promise<readonly Obstacle[]> {
  const version = await aws.bootstrapVersion(region);
  if (version !== undefined && version >= bootstrapVersionMin) return [];
  return [
    {
      what: `${region} is not bootstrapped`,
      why: `the CDK needs its bucket and roles there, version ${bootstrapVersionMin} or newer, got ${version ?? 'none'}`,
      fix: `npx cdk bootstrap aws://${account}/${region}`,
    },
  ];
}

async function concurrencyObstacles(region: string, aws: AwsAccount): Promise<readonly Obstacle[]> {
  const concurrency = await aws.functionConcurrency(region);
  if (concurrency >= concurrencyMin) return [];
  return [
    {
      what: `functions in ${region} may run ${concurrency} times at once`,
      why: `${concurrencyMin} are needed for 10,000 requests a second; a region that takes over needs as many as the other`,
      fix: `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${concurrencyMin}`,
    },
  ];
}

/** Letters of zones stand for other zones in each account, and an endpoint may be missing in some. */
async function networkZoneObstacles(topology: Topology, region: string, aws: AwsAccount): Promise<readonly Obstacle[]> {
  const seat = region === topology.regions.primary ? 'primary' : 'secondary';
  const chosen = topology.zones[seat];
  const open = await aws.zones(region);
  const offers = await Promise.all(
    endpointServices.map(async (service) => ({ service, zones: await aws.endpointZones(region, service) })),
  );
  const usable = open.filter((zone) => offers.every(({ zones }) => zones.includes(zone)));
  const lacking = (zone: string) => offers.filter(({ zones }) => !zones.includes(zone)).map(({ service }) => service);
  return chosen
    .filter((zone) => !usable.includes(zone))
    .map((zone) => ({
      what: `zone ${region}${zone} can not be used`,
      why: open.includes(zone)
        ? `it has no endpoint of ${lacking(zone).join(', ')}`
        : `this account has ${open.map((letter) => region + letter).join(', ') || 'no zones there'}`,
      fix: `say zones.${seat} in the topology: three of ${usable.join(', ') || 'none'}`,
    }));
}

async function zoneObstacles(topology: Topology, aws: AwsAccount): Promise<readonly Obstacle[]> {
  const { zone } = domainNames(topology);
  const found = await aws.nameServers(zone);
  if (found.some((name) => /\.awsdns-\d+\./.test(`${name}.`))) return [];
  return [
    {
      what: `${zone} is not delegated to Route 53`,
      why: `certificates are proven by records of that zone; the public DNS knows ${found.length === 0 ? 'no name servers' : found.join(', ')} for it`,
      fix: `while the first deployment waits for its certificate, add the zone's four name servers as an NS record ${zone} to ${topology.domain.zone} (docs/deploying.md)`,
      isWarning: true,
    },
  ];
}

const fixes: Readonly<Record<AccountErrorCode, (region: string) => string>> = {
  credentials_missing: () => 'aws configure sso, or export AWS_PROFILE',
  access_denied: () =>
    'use credentials that may read Parameter Store, zones and Lambda settings, as those of a deployment may',
  region_unreachable: (region) =>
    `try again; is ${region} enabled for the account, and is there a way to the internet?`,
};

/** An account that can't be asked is an obstacle, too. */
async function explained(region: string, obstacles: Promise<readonly Obstacle[]>): Promise<readonly Obstacle[]> {
  try {
    return await obstacles;
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const what = error.code === 'credentials_missing' ? 'no credentials' : `no answer from ${region}`;
    return [{ what, why: error.message, fix: fixes[error.code](region) }];
  }
}

/** Missing credentials are missing for every question: once is enough. */
function unique(obstacles: readonly Obstacle[]): readonly Obstacle[] {
  return [...new Map(obstacles.map((obstacle) => [`${obstacle.what} ${obstacle.fix}`, obstacle])).values()];
}
