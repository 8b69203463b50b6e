import type { ResolvedResource } from '../protocol/resolved.ts';

/** A Route 53 health check. */
export interface HealthCheck {
  readonly id: string;
  readonly isInverted: boolean;
  /** A disabled check counts as healthy. */
  readonly isDisabled: boolean;
  readonly source: EndpointSource | CalculatedSource | AlarmSource;
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

/** Passes while a CloudWatch alarm is OK and fails while it rings. */
export interface AlarmSource {
  readonly kind: 'alarm';
  readonly region: string;
  readonly name: string;
  readonly whenInsufficientData: 'Healthy' | 'Unhealthy' | 'LastKnownStatus';
}

interface HealthCheckConfig {
  readonly Type: 'HTTP' | 'HTTPS' | 'CALCULATED' | 'CLOUDWATCH_METRIC';
  readonly FullyQualifiedDomainName?: string;
  readonly ResourcePath?: string;
  readonly RequestInterval?: number;
  readonly FailureThreshold?: number;
  readonly Inverted?: boolean;
  readonly Disabled?: boolean;
  readonly ChildHealthChecks?: readonly string[];
  readonly HealthThreshold?: number;
  readonly AlarmIdentifier?: { readonly Name: string; readonly Region: string };
  readonly InsufficientDataHealthStatus?: AlarmSource['whenInsufficientData'];
}

/** Reads a health check off its resource; missing values are Route 53's defaults. */
export function healthCheckOf(resource: ResolvedResource): HealthCheck {
  const config = resource.properties['HealthCheckConfig'] as HealthCheckConfig;
  return {
    id: resource.physicalId,
    isInverted: config.Inverted === true,
    isDisabled: config.Disabled === true,
    source: sourceOf(config, resource.logicalId),
  };
}

function sourceOf(config: HealthCheckConfig, logicalId: string): HealthCheck['source'] {
  switch (config.Type) {
    case 'CALCULATED': {
      const children = config.ChildHealthChecks ?? [];
      return { kind: 'calculated', children, healthyMin: config.HealthThreshold ?? children.length };
    }
    case 'CLOUDWATCH_METRIC': {
      const { AlarmIdentifier: alarm } = config;
      if (alarm === undefined) throw new Error(`health check ${logicalId} names no alarm; give it an AlarmIdentifier`);
      return {
        kind: 'alarm',
        region: alarm.Region,
        name: alarm.Name,
        whenInsufficientData: config.InsufficientDataHealthStatus ?? 'LastKnownStatus',
      };
    }
    case 'HTTP':
    case 'HTTPS':
      return {
        kind: 'endpoint',
        scheme: config.Type === 'HTTPS' ? 'https' : 'http',
        host: config.FullyQualifiedDomainName ?? '',
        path: config.ResourcePath ?? '/',
        intervalSeconds: config.RequestInterval ?? 30,
        failureThreshold: config.FailureThreshold ?? 3,
      };
  }
}
