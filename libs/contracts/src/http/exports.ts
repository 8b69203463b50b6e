import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { ExportId, MerchantId } from '../ids.ts';
import { Currency } from '../money.ts';
import { ListTime } from './paging.ts';

/** Forms of an export: CSV by RFC 4180, or one JSON object a line. */
export const ExportFormat = z.enum(['csv', 'ndjson']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Lists that can be exported: `transfers` by when they were recorded, `payments` by when they were booked. */
export const ExportedList = z.enum(['transfers', 'payments']);
export type ExportedList = z.infer<typeof ExportedList>;

/** Body of `POST /transactions/v1/exports`. */
export const ExportRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    what: ExportedList,
    currency: Currency.optional(),
    from: ListTime.meta({ description: 'Everything recorded then or later' }),
    until: ListTime.meta({ description: 'Everything recorded earlier; after `from`, and not in the future' }),
    format: ExportFormat,
  })
  .meta({ id: 'ExportRequest', description: 'A list to write to a file' });
export type ExportRequest = z.infer<typeof ExportRequest>;

/** Answer of `POST /transactions/v1/exports` (202) and `GET /transactions/v1/exports/{id}`. */
export const ExportView = z
  .object({
    id: ExportId,
    merchant_id: MerchantId,
    status: z.enum(['pending', 'ready', 'failed']),
    what: ExportedList,
    currency: Currency.optional(),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    format: ExportFormat,
    /** Written so far; of a file that is ready, all of its rows, without the header row of CSV. */
    rows: z.number().int().min(0),
    bytes: z.number().int().min(0),
    /** Why it failed: `export_too_large` asks for a shorter time; `export_not_written` can be asked for again. */
    reason: z.enum(['export_too_large', 'export_not_written']).optional(),
    created_at: z.iso.datetime(),
    /** When it is forgotten, with its file. */
    expires_at: z.iso.datetime().optional(),
    /** Only of a file that is ready; each GET makes a new one. Whoever has it can read the file. */
    link: z.object({ url: z.string(), expires_at: z.iso.datetime() }).optional(),
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'ExportView', description: 'An export, and a link to its file when it is ready' });
export type ExportView = z.infer<typeof ExportView>;
