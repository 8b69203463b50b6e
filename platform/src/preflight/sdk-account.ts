import { resolveNs } from 'node:dns/promises';
import { DescribeAvailabilityZonesCommand, DescribeVpcEndpointServicesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { AccountError, type AwsAccount } from './aws-account.ts';

/** Where `cdk bootstrap` writes its version, under CDK's default qualifier. */
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

/** A preflight is for a person who waits. */
const config = { maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000 } } as const;

/** The account that the environment's credentials belong to. */
export const sdkAccount: AwsAccount = {
  async bootstrapVersion(region) {
    try {
      const client = new SSMClient({ region, ...config });
      const { Parameter } = await client.send(new GetParameterCommand({ Name: bootstrapParameter }));
      return Number(Parameter?.Value);
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw accountErrorOf(region, error);
    }
  },

  async functionConcurrency(region) {
    try {
      const { AccountLimit } = await new LambdaClient({ region, ...config }).send(new GetAccountSettingsCommand({}));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    } catch (error) {
      throw accountErrorOf(region, error);
    }
  },

  async zones(region) {
    try {
      const { AvailabilityZones = [] } = await new EC2Client({ region, ...config }).send(
        new DescribeAvailabilityZonesCommand({ Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }] }),
      );
      return AvailabilityZones.filter(({ State }) => State === 'available').flatMap(({ ZoneName }) =>
        letterOf(ZoneName, region),
      );
    } catch (error) {
      throw accountErrorOf(region, error);
    }
  },

  async endpointZones(region, service) {
    try {
      const ServiceNames = [`com.amazonaws.${region}.${service}`];
      const { ServiceDetails = [] } = await new EC2Client({ region, ...config }).send(
        new DescribeVpcEndpointServicesCommand({ ServiceNames }),
      );
      return ServiceDetails.flatMap(({ AvailabilityZones = [] }) =>
        AvailabilityZones.flatMap((zone) => letterOf(zone, region)),
      );
    } catch (error) {
      throw accountErrorOf(region, error);
    }
  },

  async nameServers(zone) {
    // Whatever the DNS says instead of an answer, the zone is not delegated as far as a certificate authority can see.
    return resolveNs(zone).catch(() => []);
  },
};

/** `us-east-1b` is zone b; none for what is no zone of the region. */
function letterOf(zone: string | undefined, region: string): readonly string[] {
  return zone?.startsWith(region) ? [zone.slice(region.length)] : [];
}

function accountErrorOf(region: string, cause: unknown): AccountError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (/Credentials|ExpiredToken|UnrecognizedClient|InvalidClientToken/.test(name)) {
    return new AccountError('credentials_missing', message, { cause });
  }
  if (/AccessDenied|NotAuthorized/.test(name)) return new AccountError('access_denied', message, { cause });
  return new AccountError('region_unreachable', `${region}: ${message}`, { cause });
}
