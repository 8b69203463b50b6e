import { domainNames, physicalName, regionalStackOf, type Topology } from '@redoubt/cdk-kit';
import { healthPaths, type Seat } from '@redoubt/contracts';
import { Duration, Tags } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigateway';
import { CfnRecordSet, type CfnRecordSetProps, HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { ApiDomain } from './api-domain.ts';

/** Both seats' shares of the traffic while both are healthy; weights never change with a failover, health does. */
const weights: Readonly<Record<Seat, number>> = { primary: 100, secondary: 0 };

/**
 * Names and health checks of a region.
 *
 * Traffic may come here while the region's endpoint answers AND the other region does not hold traffic away from it (the
 * latch). Both are health checks, which Route 53 evaluates all over the world: moving traffic needs no control plane.
 * Records with a weight of zero answer when no other is healthy.
 *
 * The records name their zone, because only one of the two stacks made it and knows its id.
 */
export class Routing extends Construct {
  constructor(scope: Construct, id: string, domain: ApiDomain) {
    super(scope, id);
    const { topology, seat, region, peerRegion } = regionalStackOf(this);
    const names = domainNames(topology);
    const endpoint = this.#check('endpoint', names.regionalApi(region), healthPaths.endpoint, { inverted: false });
    const notLatched = this.#check('latch', names.regionalApi(peerRegion), healthPaths.latch, { inverted: true });
    const traffic = new HealthCheck(this, 'TrafficCheck', {
      type: HealthCheckType.CALCULATED,
      childHealthChecks: [endpoint, notLatched],
      healthThreshold: 2,
    });
    this.#name(traffic, 'traffic');
    this.#record('Regional', names.regionalApi(region), domain.regional, {});
    this.#record('Shared', names.api, domain.shared, {
      setIdentifier: region,
      healthCheckId: traffic.healthCheckId,
      ...policyOf(topology, seat),
    });
  }

  #check(kind: string, fqdn: string, resourcePath: string, { inverted }: { readonly inverted: boolean }): HealthCheck {
    const { intervalSeconds, failureThreshold } = regionalStackOf(this).topology.healthCheck;
    const check = new HealthCheck(this, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Check`, {
      type: HealthCheckType.HTTPS,
      fqdn,
      port: 443,
      resourcePath,
      inverted,
      enableSNI: true,
      requestInterval: Duration.seconds(intervalSeconds),
      failureThreshold,
    });
    this.#name(check, kind);
    return check;
  }

  /** Health checks have no names but this tag; Route 53 is global, so the region is in it. */
  #name(check: HealthCheck, kind: string): void {
    const { topology, region } = regionalStackOf(this);
    Tags.of(check).add('Name', physicalName(topology, `${region}-${kind}-check`));
  }

  #record(id: string, name: string, target: DomainName, policy: Partial<CfnRecordSetProps>): void {
    const { topology } = regionalStackOf(this);
    new CfnRecordSet(this, `${id}Record`, {
      name: `${name}.`,
      hostedZoneName: `${domainNames(topology).zone}.`,
      type: 'CNAME',
      ttl: String(topology.dnsTtlSeconds),
      resourceRecords: [target.domainNameAliasDomainName],
      ...policy,
    });
  }
}

function policyOf(topology: Topology, seat: Seat): Partial<CfnRecordSetProps> {
  if (topology.routing === 'weighted') return { weight: weights[seat] };
  return { failover: seat === 'primary' ? 'PRIMARY' : 'SECONDARY' };
}
