import { healthCheckOf } from '../../definitions/health-check.ts';
import { dnsName, type RecordSet, recordSetOf } from '../../definitions/record-set.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { type HealthChange, HealthChecker, type HealthCheckerOptions } from './health-checker.ts';
import { addressesOf, resolveName, type ZoneView } from './zone-answers.ts';

export interface Route53Options {
  /** Resources of all regions. */
  readonly resources: readonly ResolvedResource[];
  /** Loopback address behind each name that API Gateway gives a regional custom domain. */
  readonly regionalDomains: ReadonlyMap<string, string>;
  readonly frontDoorPort: number;
  readonly healthCheckIntervalMs: number;
  readonly alarmState: HealthCheckerOptions['alarmState'];
  readonly alarmPeriodScale: number;
  readonly onHealthChange: (change: HealthChange) => void;
}

/** Route 53's data plane: zones, records and the checks that decide which record is answered. */
export class Route53 implements ZoneView {
  readonly zones: readonly string[];
  readonly records: readonly RecordSet[];
  readonly regionalDomains: ReadonlyMap<string, string>;
  readonly checker: HealthChecker;

  constructor(options: Route53Options) {
    const ofType = (type: string) => options.resources.filter((resource) => resource.type === type);
    this.zones = ofType('AWS::Route53::HostedZone').map(({ properties }) => dnsName(String(properties['Name'])));
    this.records = ofType('AWS::Route53::RecordSet').map(recordSetOf);
    this.regionalDomains = new Map([...options.regionalDomains].map(([name, address]) => [dnsName(name), address]));
    this.checker = new HealthChecker({
      checks: ofType('AWS::Route53::HealthCheck').map(healthCheckOf),
      intervalMs: options.healthCheckIntervalMs,
      addressOf: (host) => this.addressOf(host),
      port: options.frontDoorPort,
      alarmState: options.alarmState,
      alarmPeriodScale: options.alarmPeriodScale,
      onChange: options.onHealthChange,
    });
  }

  isCheckHealthy(healthCheckId: string): boolean {
    return this.checker.isHealthy(healthCheckId);
  }

  draw(): number {
    return Math.random();
  }

  /** One address of a name, as a resolver would pick it now; undefined when there is none. */
  addressOf(name: string): string | undefined {
    const resolution = resolveName(this, { name, type: 'A' });
    if (resolution.kind !== 'answers') return undefined;
    return resolution.answers.find(({ type }) => type === 'A')?.value;
  }

  /** Every address of a name, the likelier first. */
  addressesOf(name: string): readonly string[] {
    return addressesOf(this, name);
  }
}
