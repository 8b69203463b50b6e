import type { CreatedKey } from '@redoubt/contracts';
import { type HttpAnswer, type HttpScope, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { KeyRefusal } from './domain/keys.ts';
import type { Instruction } from './domain/merchant.ts';
import type { Made } from './make-key.ts';
import { keyViewOf } from './merchant-view.ts';
import { alreadyShown, commonRefusal, keyRefusal } from './refusals.ts';
import { reportUnannounced } from './report-unannounced.ts';

/** Answers with a new key, which no cache may keep: 201. @throws ProblemError when none was made */
export function keyAnswer(
  made: Made<KeyRefusal | { readonly kind: 'unknown_key' } | { readonly kind: 'key_not_active' }>,
  { merchantId, instruction: { by, at } }: { readonly merchantId: string; readonly instruction: Instruction },
  scope: Pick<HttpScope<'any-region'>, 'logger' | 'metrics'>,
): HttpAnswer {
  switch (made.kind) {
    case 'made': {
      scope.logger.info('key made', { merchantId, keyId: made.key.keyId, by });
      reportUnannounced(made, merchantId, scope);
      const created: CreatedKey = { ...keyViewOf(merchantId, made.key, at), key: made.secret };
      return jsonAnswer(201, created, { 'Cache-Control': 'no-store' });
    }
    case 'already_shown':
      throw alreadyShown(made.key);
    case 'key_not_active':
      throw new ProblemError('key_not_active', 'a key that is over can not be rolled; create one');
    case 'unknown_merchant':
    case 'unknown_key':
    case 'busy':
      throw commonRefusal(made);
    default:
      throw keyRefusal(made);
  }
}
