import { domainNames, physicalName, regionalStackOf, regionOf, type Topology } from '@redoubt/cdk-kit';
import { healthPaths, type Seat, trafficVotes, type Vote, votesToWin } from '@redoubt/contracts';
import { Duration, Tags } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRecordSet,
  type CfnRecordSetProps,
  HealthCheck,
  HealthCheckType,
  InsufficientDataHealthStatusEnum,
} from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { ApiDomain } from './api-domain.ts';
import { trafficMemoryAlarm } from './traffic-memory.ts';

/** Both seats' shares of the traffic while both are healthy; weights never change with a failover, health does. */
const weights: Readonly<Record<Seat, number>> = { primary: 100, secondary: 0 };

/**
 * Names and health checks of a region.
 *
 * Where traffic goes is a vote of two out of three: each region's own word on whether it is active, and a memory of which
 * one was. The secondary's vote is the negation of the primary's, so exactly one record is healthy at any time; one route
 * that fails or is throttled moves nothing, and with neither route left the memory holds. Route 53 evaluates health checks
 * all over the world: moving traffic needs no control plane.
 *
 * The records name their zone, because only one of the two stacks made it and knows its id.
 */
export class Routing extends Construct {
  constructor(scope: Construct, id: string, domain: ApiDomain) {
    super(scope, id);
    const { topology, seat, region } = regionalStackOf(this);
    const names = domainNames(topology);
    const votes = trafficVotes[seat];
    const traffic = new HealthCheck(this, 'TrafficCheck', {
      type: HealthCheckType.CALCULATED,
      childHealthChecks: [
        this.#ask('primary', votes.primaryIsActive),
        this.#ask('secondary', votes.secondaryIsActive),
        this.#remember(votes.memoryOfSecondary),
      ],
      healthThreshold: votesToWin,
    });
    this.#name(traffic, 'traffic');
    this.#record('Regional', names.regionalApi(region), domain.regional, {});
    this.#record('Shared', names.api, domain.shared, {
      setIdentifier: region,
      healthCheckId: traffic.healthCheckId,
      ...policyOf(topology, seat),
    });
  }

  /** A seat's own word, asked on its own name and its own capacity. */
  #ask(asked: Seat, counts: Vote): HealthCheck {
    const { topology } = regionalStackOf(this);
    const check = new HealthCheck(this, `${asked === 'primary' ? 'Primary' : 'Secondary'}ActiveCheck`, {
      type: HealthCheckType.HTTPS,
      fqdn: domainNames(topology).regionalApi(regionOf(topology, asked)),
      port: 443,
      resourcePath: healthPaths.serving,
      inverted: counts === 'against',
      enableSNI: true,
      requestInterval: Duration.seconds(topology.healthCheck.intervalSeconds),
      failureThreshold: topology.healthCheck.failureThreshold,
    });
    this.#name(check, `${asked}-active`);
    return check;
  }

  /** An alarm of the secondary's region that rings while it is active. A check on an alarm that rings is unhealthy. */
  #remember(counts: Vote): HealthCheck {
    const { topology } = regionalStackOf(this);
    const check = new HealthCheck(this, 'MemoryCheck', {
      type: HealthCheckType.CLOUDWATCH_METRIC,
      alarmIdentifier: { name: trafficMemoryAlarm(topology), region: regionOf(topology, 'secondary') },
      insufficientDataHealthStatus: InsufficientDataHealthStatusEnum.LAST_KNOWN_STATUS,
      inverted: counts === 'for',
    });
    this.#name(check, 'memory');
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
