import { CallerMerchantId } from '../ids.ts';

/** A merchant as a request behind a key may name it: the key's, or the request is refused. */
export const OwnMerchantId = CallerMerchantId.optional().meta({
  description: 'The merchant of the access key; it may be left out',
});
