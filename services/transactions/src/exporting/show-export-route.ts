import { ExportId } from '@redoubt/contracts';
import {
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type ExportJob, fileKeyOf } from './export-job.ts';
import type { ExportStore } from './export-store.ts';
import { exportViewOf } from './export-view.ts';

/** How long a link is good for, in seconds. A download that has begun by then goes on. */
export const linkSeconds = 300;

/** Pause before the next look at an export that is not ready, in seconds. */
const pollSeconds = 2;

/** Makes links to files of this region's bucket. */
export interface ExportLinks {
  /** A link to a file, good for a number of seconds. */
  link(key: string, seconds: number): Promise<string>;
}

export interface ShowExportDependencies {
  readonly exports: Pick<ExportStore, 'ofId' | 'replace'>;
  readonly links: ExportLinks;
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/** The function of `GET /transactions/v1/exports/{id}`. */
export function showExportRoute({ exports, links, lease, keys }: ShowExportDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:read' },
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, pathParameters, receivedAt }, { lease: { epoch } }) {
      const exportId = ExportId.safeParse(pathParameters['id']);
      const known = exportId.success
        ? await exports.ofId({ merchantId: principal.merchantId, exportId: exportId.data })
        : undefined;
      if (known === undefined || isOver(known, receivedAt)) {
        throw new ProblemError('not_found', 'there is no such export, or it has expired');
      }
      const job = await asOfEpoch(known, { epoch, receivedAt, exports });
      if (job.status === 'pending') return jsonAnswer(200, exportViewOf(job), { 'Retry-After': String(pollSeconds) });
      if (job.status === 'failed') return jsonAnswer(200, exportViewOf(job));
      const url = await links.link(fileKeyOf(job, job.epoch), linkSeconds);
      const expiresAt = new Date(receivedAt.getTime() + linkSeconds * 1_000).toISOString();
      return jsonAnswer(200, { ...exportViewOf(job), link: { url, expires_at: expiresAt } });
    },
  });
}

/**
 * A file that was written before a failover is another region's, and of another ledger: it may hold what the promoted one does not. It is
 * written anew by whoever is active, and pending until then.
 */
async function asOfEpoch(
  job: ExportJob,
  {
    epoch,
    receivedAt,
    exports,
  }: { readonly epoch: number; readonly receivedAt: Date } & Pick<ShowExportDependencies, 'exports'>,
): Promise<ExportJob> {
  if (job.status !== 'ready' || job.epoch === epoch) return job;
  const { epoch: _, rows: __, bytes: ___, ...asked } = job;
  const now = receivedAt.toISOString();
  const again: ExportJob = { ...asked, status: 'pending', pendingSince: now, failures: 0, dueAt: now };
  // Somebody else may have asked at the same moment: it is pending either way.
  await exports.replace(job, again);
  return again;
}

function isOver(job: ExportJob, now: Date): boolean {
  return job.status !== 'pending' && Date.parse(job.dueAt) <= now.getTime();
}
