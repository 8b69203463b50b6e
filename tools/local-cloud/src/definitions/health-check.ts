import type { ResolvedResource } from '../protocol/resolved.ts';

/** A Route 53 health check. */
export interface HealthCheck {
  readonly id: string;
  readonly isInverted: boolean;
  /** A disabled check counts as healthy. */
  readonly isDisabled: boolean;
  readonly source: EndpointSource | CalculatedSource;
}

/** Asks an endpoint itself. */
export interface EndpointSource {
  readonly kind: 'endpoint';
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  /** Seconds between two checks by the template: 10 or 30. */
  readonly intervalSeconds: number;
  /** Consecutive answers to the contrary that change the status. */
  readonly failureThreshold: number;
}

/** Counts healthy children. */
export interface CalculatedSource {
  readonly kind: 'calculated';
  readonly children: readonly string[];
  /** Children that must be healthy. */
  readonly healthyMin: number;
}

interface HealthCheckConfig {
  readonly Type: 'HTTP' | 'HTTPS' | 'CALCULATED';
  readonly FullyQualifiedDomainName?: string;
  readonly ResourcePath?: string;
  readonly RequestInterval?: number;
  readonly FailureThreshold?: number;
  readonly Inverted?: boolean;
  readonly Disabled?: boolean;
  readonly ChildHealthChecks?: readonly string[];
  readonly HealthThreshold?: number;
}

/** Reads a health check off its resource; missing values are Route 53's defaults. */
export function healthCheckOf(resource: ResolvedResource): HealthCheck {
  const config = resource.properties['HealthCheckConfig'] as HealthCheckConfig;
  const children = config.ChildHealthChecks ?? [];
  return {
    id: resource.physicalId,
    isInverted: config.Inverted === true,
    isDisabled: config.Disabled === true,
    source:
      config.Type === 'CALCULATED'
        ? { kind: 'calculated', children, healthyMin: config.HealthThreshold ?? children.length }
        : {
            kind: 'endpoint',
            scheme: config.Type === 'HTTPS' ? 'https' : 'http',
            host: config.FullyQualifiedDomainName ?? '',
            path: config.ResourcePath ?? '/',
            intervalSeconds: config.RequestInterval ?? 30,
            failureThreshold: config.FailureThreshold ?? 3,
          },
  };
}
