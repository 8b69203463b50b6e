import { domainNames, regionalStackOf } from '@redoubt/cdk-kit';
import { RemovalPolicy } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ApiDomain } from './api-domain.ts';
import { apiLogging } from './api-logging.ts';
import { Routing } from './routing.ts';

/**
 * How requests find a region: its domains, its records and health checks, and once for both regions the zone.
 *
 * The zone is made in the primary's stack. Nothing of a failover needs it to be changed, so the region that it was made
 * in may be gone.
 */
export class Entrance extends Construct {
  readonly domain: ApiDomain;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { topology, seat } = regionalStackOf(this);
    const zone =
      seat === 'primary' ? new PublicHostedZone(this, 'Zone', { zoneName: domainNames(topology).zone }) : undefined;
    zone?.applyRemovalPolicy(RemovalPolicy.DESTROY);
    if (topology.accountSettings === 'owned') apiLogging(this);
    this.domain = new ApiDomain(this, 'Domain', zone === undefined ? {} : { zone });
    const routing = new Routing(this, 'Routing', this.domain);
    if (zone !== undefined) routing.node.addDependency(zone);
  }
}
