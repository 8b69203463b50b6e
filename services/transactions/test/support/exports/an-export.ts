import type { PendingExport } from '../../../src/exporting/export-job.ts';

/** An export of all transfers of `acme` that were recorded before 2200, due at once. */
export function anExport(over: Partial<PendingExport> = {}): PendingExport {
  return {
    exportId: `ex_${'1'.repeat(32)}`,
    merchantId: 'acme',
    what: 'transfers',
    from: '2001-01-01T00:00:00.000Z',
    until: '2200-01-01T00:00:00.000Z',
    format: 'ndjson',
    createdAt: '2026-11-29T12:00:00.000Z',
    dueAt: '2026-11-29T12:00:00.000Z',
    pendingSince: '2026-11-29T12:00:00.000Z',
    status: 'pending',
    failures: 0,
    ...over,
  };
}
