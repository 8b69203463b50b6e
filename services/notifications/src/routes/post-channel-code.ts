import { ChannelId, SendCodeRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type AskForCodeDependencies, askForCode, codesPerDayMax } from '../channels/ask-for-code.ts';
import { wireChannels, wireCodes, wireKeys, wireLanes, wireLease } from '../wiring.ts';

export interface PostChannelCodeDependencies extends AskForCodeDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/channels/{id}/codes`.
 *
 * Takes no idempotency key: each request is one more code, up to the bound of the day.
 */
export function postChannelCode({ lease, keys, ...dependencies }: PostChannelCodeDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: SendCodeRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, receivedAt: now }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = ChannelId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const asked = await askForCode({ merchantId: principal.merchantId, endpointId: id.data, now }, dependencies);
      switch (asked.kind) {
        case 'asked':
        case 'confirmed_already':
          logger.info('code asked for', { endpointId: id.data, outcome: asked.kind });
          return jsonAnswer(200, asked.channel);
        case 'not_found':
          throw notFound();
        case 'too_many':
          throw new ProblemError('too_many_codes', `a merchant may send ${codesPerDayMax} codes a day (UTC)`);
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such channel');
}

export const handler = postChannelCode({
  channels: wireChannels(),
  codes: wireCodes(),
  lanes: wireLanes(),
  lease: wireLease(),
  keys: wireKeys(),
});
