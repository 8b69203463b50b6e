import { AuditLogQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';
import { instantOf } from './instant-of.ts';

export interface ListAuditLogDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'auditLog' | 'watermark'>;
}

/** The function of `GET /transactions/v1/audit-log`: what people have decided, those recorded last first. */
export function listAuditLogRoute(dependencies: ListAuditLogDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    access: 'operator',
    query: AuditLogQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query: { cursor, ...query } }) {
      const filter = {
        merchant: query.merchant_id,
        from: instantOf(query.recorded_from),
        before: instantOf(query.recorded_before),
      };
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.auditLog(filter, { cursor, pageMax: query.limit });
      const self = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) self.set(name, String(value));
      return pageAnswer(page && asOf(page, upTo), `/transactions/v1/audit-log?${self}`, ageOf(upTo, now()));
    },
  });
}
