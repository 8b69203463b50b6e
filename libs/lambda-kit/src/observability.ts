import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import type { MiddlewareObj } from '@middy/core';

/** Namespace of every custom metric; the service is a dimension of its own. */
const metricsNamespace = 'Redoubt';

export interface Observability {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Context on every log line; metrics flushed at the end. */
  readonly middlewares: readonly MiddlewareObj[];
}

/**
 * Logger and metrics of a function; the service's name comes from `POWERTOOLS_SERVICE_NAME`.
 *
 * Events are never logged, whatever the log level: they hold what clients sent.
 */
export function observe(): Observability {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: metricsNamespace });
  return {
    logger,
    metrics,
    middlewares: [
      injectLambdaContext(logger, { logEvent: false, resetKeys: true }) as MiddlewareObj,
      logMetrics(metrics, { captureColdStartMetric: false }) as MiddlewareObj,
    ],
  };
}
