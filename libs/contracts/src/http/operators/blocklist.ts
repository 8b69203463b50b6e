import { isIP } from 'node:net';
import { z } from 'zod';
import { ledgerPageOf } from '../paging.ts';
import { DecisionText } from './audit-log.ts';

const id = '[A-Za-z0-9_-]';

/** The shortest way to write an address, as the gateway writes it: no other would ever be met. A zone is none of an address's. */
function isCanonical(address: string): boolean {
  const url = `http://[${address}]`;
  return isIP(address) === 4 || (isIP(address) === 6 && URL.canParse(url) && new URL(url).hostname === `[${address}]`);
}

/** Names a merchant, a merchant's customer or an address: `merchant/acme`, `customer/acme/c1`, `ip/192.0.2.7`. */
export const BlocklistEntry = z
  .string()
  .regex(new RegExp(`^(merchant/${id}{3,64}|customer/${id}{3,64}/${id}{1,64}|ip/[0-9a-f.:]{2,39})$`))
  .refine((entry) => !entry.startsWith('ip/') || isCanonical(entry.slice(3)), 'must be an IP address in its short form')
  .meta({
    description: 'A merchant, a customer of a merchant, or an address: `merchant/…`, `customer/…/…`, `ip/…`',
    example: 'ip/192.0.2.7',
  });

/** Body of `POST /transactions/v1/blocklist`. */
export const ChangeBlocklistRequest = z
  .strictObject({
    entry: BlocklistEntry,
    status: z.enum(['blocked', 'allowed']).meta({ description: '`allowed` takes it off the list' }),
    reason: DecisionText,
  })
  .meta({ id: 'ChangeBlocklistRequest', description: 'Whom payments are refused, or taken again' });
export type ChangeBlocklistRequest = z.infer<typeof ChangeBlocklistRequest>;

/** Answer of `POST /transactions/v1/blocklist`. */
export const BlocklistChange = z
  .object({
    entry: z.string(),
    status: z.enum(['blocked', 'allowed']),
    /** Grows by one with each change of the entry. */
    version: z.number().int().min(1),
    changed_at: z.iso.datetime(),
  })
  .meta({ id: 'BlocklistChange', description: 'An entry of the blocklist after a change' });
export type BlocklistChange = z.infer<typeof BlocklistChange>;

/** Answer of `GET /transactions/v1/blocklist`: a page, by entry. */
export const BlocklistPage = ledgerPageOf(
  z.object({
    entry: z.string(),
    version: z.number().int().min(1),
    by: z.string(),
    reason: z.string(),
    changed_at: z.iso.datetime(),
  }),
).meta({ id: 'BlocklistPage', description: 'Whom payments are refused' });
export type BlocklistPage = z.infer<typeof BlocklistPage>;
