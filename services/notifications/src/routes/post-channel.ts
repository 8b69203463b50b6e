import { CreateChannelRequest } from '@redoubt/contracts';
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
import { codesPerDayMax } from '../channels/ask-for-code.ts';
import { channelsMax, type RegisterChannelDependencies, registerChannel } from '../channels/register-channel.ts';
import { wireChannels, wireCodes, wireKeys, wireLanes, wireLease } from '../wiring.ts';

export interface PostChannelDependencies extends RegisterChannelDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/** The function of `POST /notifications/v1/channels`. */
export function postChannel({ lease, keys, ...dependencies }: PostChannelDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: CreateChannelRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, idempotencyKey, receivedAt }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const registration = { merchantId: principal.merchantId, request: body, idempotencyKey, receivedAt };
      const outcome = await registerChannel(registration, dependencies);
      switch (outcome.kind) {
        case 'registered': {
          const { channel, isReplay } = outcome;
          // Without the address: it is personal.
          logger.info('channel registered', { endpointId: channel.id, kind: channel.kind, isReplay });
          return jsonAnswer(201, channel, replayedHeader(isReplay));
        }
        case 'key_reused':
          throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another channel');
        case 'too_many':
          throw new ProblemError('too_many_channels', `a merchant may have ${channelsMax} channels; delete one first`);
        case 'too_many_codes':
          throw new ProblemError('too_many_codes', `a merchant may send ${codesPerDayMax} codes a day (UTC)`);
        case 'address_refused':
          throw new ProblemError('malformed_request', 'the address is not one that can be sent to', [
            { pointer: '/address', code: 'not_allowed', detail: outcome.reason },
          ]);
      }
    },
  });
}

export const handler = postChannel({
  channels: wireChannels(),
  codes: wireCodes(),
  lanes: wireLanes(),
  lease: wireLease(),
  keys: wireKeys(),
});
