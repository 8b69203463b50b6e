import { z } from 'zod';
import { ValidationId, validationTokenLengthMax } from '../tokens/validation-token.ts';
import { assertHeldByHand, CreatePaymentRequest } from './payments.ts';

/** Body of `POST /validation/v1/validations`: the payment that is to be made. */
export const CreateValidationRequest = z
  .strictObject(CreatePaymentRequest.shape)
  .superRefine(assertHeldByHand)
  .meta({ id: 'CreateValidationRequest', description: 'A payment to decide on, before it is made' });
export type CreateValidationRequest = CreatePaymentRequest;

/** One rule that a payment breaks. */
export const DecisionReason = z.object({
  code: z.string(),
  rule: z.string(),
  /** `hard` refuses, `soft` asks for a review, `note` decides nothing. */
  severity: z.enum(['note', 'soft', 'hard']),
  pointer: z.string(),
  detail: z.string(),
});

/** Answer of `POST /validation/v1/validations`: 201. */
export const ValidationView = z
  .object({
    id: ValidationId,
    outcome: z.enum(['accept', 'review', 'reject']),
    reasons: z.array(DecisionReason),
    ruleset_version: z.string(),
    created_at: z.iso.datetime(),
    /** Opaque; good for this payment alone until it expires. A rejected payment gets none. */
    validation_token: z.string().max(validationTokenLengthMax).optional(),
    expires_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'Validation', description: 'The decision about a payment' });
export type ValidationView = z.infer<typeof ValidationView>;
