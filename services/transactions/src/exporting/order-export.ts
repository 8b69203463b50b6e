import { commandIdOf, type ExportRequest, exportIdOf } from '@redoubt/contracts';
import { settlingMs } from '../reading/show-statement.ts';
import type { ExportJob, PendingExport } from './export-job.ts';
import type { ExportStore } from './export-store.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /transactions/v1/exports';

/** Exports of one merchant that may be under way: the writing of files is shared by all. */
export const underWayMax = 5;

export interface ExportOrder {
  readonly merchantId: string;
  readonly request: ExportRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export type OrderOutcome =
  | { readonly kind: 'ordered'; readonly isReplay: boolean; readonly job: PendingExport }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'time_refused'; readonly pointer: '/from' | '/until'; readonly detail: string };

/**
 * Orders an export; the same request with the same key gives the same one again, in either region, and the answer of the first.
 *
 * It is begun when nothing can be recorded any more before `until`: a file says all that there is.
 *
 * @throws FaultError `store_unreachable`
 */
export async function orderExport(
  { merchantId, request, idempotencyKey, receivedAt }: ExportOrder,
  exports: Pick<ExportStore, 'add' | 'ofId' | 'underWay'>,
): Promise<OrderOutcome> {
  const { what, currency, format } = request;
  const [from, until] = [new Date(request.from), new Date(request.until)];
  if (from >= until) return { kind: 'time_refused', pointer: '/from', detail: 'must be before until' };
  if (until > receivedAt) return { kind: 'time_refused', pointer: '/until', detail: 'must not be in the future' };

  const exportId = exportIdOf(commandIdOf({ merchantId, route, idempotencyKey }));
  const isKnown = (await exports.ofId({ merchantId, exportId })) !== undefined;
  // Orders at the same moment may go over it by a few, which harms nobody.
  if (!isKnown && (await exports.underWay(merchantId)) >= underWayMax) return { kind: 'too_many' };
  const begin = new Date(Math.max(receivedAt.getTime(), until.getTime() + settlingMs)).toISOString();
  const ordered: PendingExport = {
    exportId,
    merchantId,
    what,
    ...(currency === undefined ? {} : { currency }),
    from: from.toISOString(),
    until: until.toISOString(),
    format,
    createdAt: receivedAt.toISOString(),
    dueAt: begin,
    status: 'pending',
    pendingSince: begin,
    failures: 0,
  };
  const { isNew, stored } = await exports.add(ordered);
  if (!isSameOrder(stored, ordered)) return { kind: 'key_reused' };
  return { kind: 'ordered', isReplay: !isNew, job: { ...ordered, createdAt: stored.createdAt } };
}

function isSameOrder(left: ExportJob, right: ExportJob): boolean {
  return (['what', 'currency', 'from', 'until', 'format'] as const).every((name) => left[name] === right[name]);
}
