import type { ResolvedResource } from '../protocol/resolved.ts';

/** A record set of a hosted zone. Names are lower case without the closing dot. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly target: RecordTarget;
  readonly routing: Routing;
  /** Id of the health check that decides whether the record is answered; without one it always is. */
  readonly healthCheckId?: string;
}

export type RecordTarget =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'alias'; readonly name: string; readonly evaluatesTargetHealth: boolean };

export type Routing =
  | { readonly policy: 'simple' }
  | { readonly policy: 'weighted'; readonly weight: number; readonly setIdentifier: string }
  | { readonly policy: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY'; readonly setIdentifier: string };

/** Route 53 answers aliases with the TTL of their target; that of API Gateway's names is 60 seconds. */
const aliasTtlSeconds = 60;

/** CloudFormation's properties of a record set, as far as they are simulated. */
interface RecordProperties {
  readonly Name: string;
  readonly Type: string;
  readonly TTL?: string | number;
  readonly ResourceRecords?: readonly string[];
  readonly AliasTarget?: { readonly DNSName: string; readonly EvaluateTargetHealth?: boolean };
  readonly Weight?: string | number;
  readonly Failover?: 'PRIMARY' | 'SECONDARY';
  readonly SetIdentifier?: string;
  readonly HealthCheckId?: string;
}

/** Reads a record set off its resource. */
export function recordSetOf(resource: ResolvedResource): RecordSet {
  const properties = resource.properties as unknown as RecordProperties;
  const { AliasTarget: alias, HealthCheckId: healthCheckId } = properties;
  return {
    name: dnsName(properties.Name),
    type: properties.Type,
    ttlSeconds: alias === undefined ? Number(properties.TTL ?? 0) : aliasTtlSeconds,
    target:
      alias === undefined
        ? { kind: 'values', values: properties.ResourceRecords ?? [] }
        : {
            kind: 'alias',
            name: dnsName(alias.DNSName),
            evaluatesTargetHealth: alias.EvaluateTargetHealth === true,
          },
    routing: routingOf(properties),
    ...(healthCheckId === undefined ? {} : { healthCheckId }),
  };
}

/** Names compare without case and closing dot; Route 53's console adds `dualstack.` to some targets. */
export function dnsName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}

function routingOf({ Weight, Failover, SetIdentifier }: RecordProperties): Routing {
  const setIdentifier = SetIdentifier ?? '';
  if (Failover !== undefined) return { policy: 'failover', role: Failover, setIdentifier };
  return Weight === undefined ? { policy: 'simple' } : { policy: 'weighted', weight: Number(Weight), setIdentifier };
}
