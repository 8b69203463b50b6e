import { ExportRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import type { ExportStore } from './export-store.ts';
import { exportViewOf, pathOf } from './export-view.ts';
import { orderExport, underWayMax } from './order-export.ts';

export interface OrderExportDependencies {
  readonly exports: Pick<ExportStore, 'add' | 'ofId' | 'underWay'>;
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/** The function of `POST /transactions/v1/exports`. */
export function orderExportRoute({ exports, lease, keys }: OrderExportDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:read' },
    body: ExportRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, idempotencyKey, receivedAt }, { logger }) {
      if (body.merchant_id !== undefined) assertOwn(principal, body.merchant_id);
      const { merchantId } = principal;
      const outcome = await orderExport({ merchantId, request: body, idempotencyKey, receivedAt }, exports);
      switch (outcome.kind) {
        case 'ordered': {
          const { exportId } = outcome.job;
          logger.info('export ordered', { exportId, isReplay: outcome.isReplay });
          const location = { Location: pathOf(exportId) };
          return jsonAnswer(202, exportViewOf(outcome.job), { ...location, ...replayedHeader(outcome.isReplay) });
        }
        case 'key_reused':
          throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another export');
        case 'too_many':
          throw new ProblemError('too_many_exports', `${underWayMax} exports may be under way; wait for one of them`);
        case 'time_refused':
          throw new ProblemError('malformed_request', 'the times select nothing that can be exported', [
            { pointer: outcome.pointer, code: 'not_allowed', detail: outcome.detail },
          ]);
      }
    },
  });
}
