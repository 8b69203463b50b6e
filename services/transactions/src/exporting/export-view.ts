import type { ExportView } from '@redoubt/contracts';
import type { ExportJob } from './export-job.ts';

/** An export as the API shows it, without a link. */
export function exportViewOf(job: ExportJob): ExportView {
  const { exportId, merchantId, what, currency, from, until, format, createdAt, status } = job;
  const { rows, bytes } = job.status === 'ready' ? job : job.status === 'pending' ? (job.progress ?? nothing) : nothing;
  return {
    id: exportId,
    merchant_id: merchantId,
    status,
    what,
    ...(currency === undefined ? {} : { currency }),
    from,
    until,
    format,
    rows,
    bytes,
    ...(job.status === 'failed' ? { reason: job.reason } : {}),
    created_at: createdAt,
    ...(job.status === 'pending' ? {} : { expires_at: job.dueAt }),
    links: { self: pathOf(exportId) },
  };
}

const nothing = { rows: 0, bytes: 0 } as const;

/** Path of an export, below the public name. */
export function pathOf(exportId: string): string {
  return `/transactions/v1/exports/${exportId}`;
}
