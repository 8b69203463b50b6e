import { z } from 'zod';
import { CallerMerchantId, MerchantId } from '../ids.ts';
import { RegionName } from '../region-name.ts';
import { boundedText } from '../text/text.ts';

/** A session's id: `ses_` and 32 hexadecimal digits. */
export const SessionId = z.string().regex(/^ses_[0-9a-f]{32}$/);

/** Whose session it is: the merchant's own word for a payer. */
const UserId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** A few short texts by short names. */
const Attributes = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
    boundedText({ charactersMin: 0, charactersMax: 256, bytesMax: 768 }),
  )
  .refine((attributes) => Object.keys(attributes).length <= 16, 'must have at most 16 names')
  .meta({ description: 'Up to 16 texts by name', maxProperties: 16 });

/** Body of `POST /validation/v1/sessions`. */
export const CreateSessionRequest = z
  .strictObject({ merchant_id: CallerMerchantId, user_id: UserId, attributes: Attributes.optional() })
  .meta({ id: 'CreateSessionRequest', description: 'A payer’s visit that is to outlive a region' });
export type CreateSessionRequest = z.infer<typeof CreateSessionRequest>;

/** Body of `POST /validation/v1/sessions/{id}`: the attributes as they are to be, and the version that they replace. */
export const ChangeSessionRequest = z
  .strictObject({ version: z.number().int().min(1).max(1_000_000), attributes: Attributes })
  .meta({ id: 'ChangeSessionRequest', description: 'New attributes for the version that was read' });
export type ChangeSessionRequest = z.infer<typeof ChangeSessionRequest>;

/** A session as clients see it. */
export const SessionView = z
  .object({
    id: SessionId,
    merchant_id: MerchantId,
    user_id: UserId,
    attributes: z.record(z.string(), z.string()),
    /** Region that wrote this version, and the epoch it did so under. */
    home_region: RegionName,
    epoch: z.number().int().min(1),
    version: z.number().int().min(1),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'Session', description: 'A payer’s visit' });
export type SessionView = z.infer<typeof SessionView>;
