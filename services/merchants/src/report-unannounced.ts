import type { HttpScope } from '@redoubt/lambda-kit';

/** Logs and counts what could not be announced now; the sweep does it. */
export function reportUnannounced(
  { unannounced }: { readonly unannounced: unknown },
  merchantId: string,
  { logger, metrics }: Pick<HttpScope<'any-region'>, 'logger' | 'metrics'>,
): void {
  metrics.addMetric('UnfinishedChanges', 'Count', unannounced === undefined ? 0 : 1);
  if (unannounced !== undefined) logger.warn('not announced now', { merchantId, error: unannounced as Error });
}
