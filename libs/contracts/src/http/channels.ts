import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { ChannelId, MerchantId } from '../ids.ts';
import { EventFilter, EventPattern } from './endpoints.ts';

/** How a person is told. */
export const ChannelKind = z.enum(['email', 'sms']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** Longest address: RFC 5321, 4.5.3.1.3 has 256 octets for a path, which are two more than an address has. */
export const mailAddressCharactersMax = 254;

/**
 * One mail address of RFC 5321 without quotes, comments and addresses of machines, or one phone number of E.164 with its `+`.
 * Nothing that ends a header, begins another address or is routed elsewhere (`%`, `!`) can be part of it.
 */
const ChannelAddress = z
  .string()
  .min(3)
  .max(mailAddressCharactersMax)
  .regex(
    /^(?:\+[1-9][0-9]{6,14}|[A-Za-z0-9_+=-]+(?:\.[A-Za-z0-9_+=-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])$/,
  )
  .meta({
    description: 'One mail address for `email`, one phone number in E.164 for `sms`',
    example: 'books@shop.example',
  });

/** Body of `POST /notifications/v1/channels`. */
export const CreateChannelRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    kind: ChannelKind,
    address: ChannelAddress,
    events: EventFilter.optional(),
  })
  .meta({ id: 'CreateChannelRequest', description: 'A person who is told by mail or text message' });
export type CreateChannelRequest = z.infer<typeof CreateChannelRequest>;

const channelFields = {
  id: ChannelId,
  merchant_id: MerchantId,
  kind: ChannelKind,
  address: z.string(),
  events: z.array(EventPattern).optional(),
  /** `unconfirmed`: nothing but a code is sent to the address. */
  status: z.enum(['unconfirmed', 'enabled', 'paused']),
  /**
   * `failing`: nothing was accepted for five days; `requested`: by its merchant; `bounced`: there is no such address; `complained`: the
   * person does not want it. After the last two the address must be confirmed again.
   */
  pause_reason: z.enum(['failing', 'requested', 'bounced', 'complained']).optional(),
  paused_at: z.iso.datetime().optional(),
  confirmed_at: z.iso.datetime().optional(),
  /** Of the code that was sent last, while it is good. */
  code_expires_at: z.iso.datetime().optional(),
  /** Since when every attempt has failed. */
  failing_since: z.iso.datetime().optional(),
  created_at: z.iso.datetime(),
};

/** A channel in answers. */
export const ChannelView = z
  .object(channelFields)
  .meta({ id: 'Channel', description: 'A person who is told by mail or text message' });
export type ChannelView = z.infer<typeof ChannelView>;

/** Query of `GET /notifications/v1/channels` and of `GET /notifications/v1/channels/{id}`. */
export const ChannelQuery = z.strictObject({ merchant_id: OwnMerchantId });

/** Answer of `GET /notifications/v1/channels`: all of them, by id. */
export const ChannelList = z
  .object({ data: z.array(ChannelView), has_more: z.literal(false), next_cursor: z.null() })
  .meta({ id: 'ChannelList', description: 'Channels of a merchant' });
export type ChannelList = z.infer<typeof ChannelList>;

/** Body of `POST /notifications/v1/channels/{id}`: what is left out stays as it is. */
export const ChangeChannelRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    events: EventFilter.optional(),
    status: z
      .enum(['enabled', 'paused', 'deleted'])
      .optional()
      .meta({ description: '`enabled` resumes: what waits is sent. `deleted` is for ever' }),
  })
  .meta({ id: 'ChangeChannelRequest', description: 'Changes, pauses, resumes or deletes a channel' });
export type ChangeChannelRequest = z.infer<typeof ChangeChannelRequest>;

/** Answer of `POST /notifications/v1/channels/{id}`. */
export const ChangedChannel = z
  .object({ ...channelFields, status: z.enum(['unconfirmed', 'enabled', 'paused', 'deleted']) })
  .meta({ id: 'ChangedChannel', description: 'A channel after a change' });
export type ChangedChannel = z.infer<typeof ChangedChannel>;

/** Body of `POST /notifications/v1/channels/{id}/codes`. */
export const SendCodeRequest = z
  .strictObject({ merchant_id: OwnMerchantId })
  .meta({ id: 'SendCodeRequest', description: 'Sends a new code to the address of a channel' });

/** Body of `POST /notifications/v1/channels/{id}/confirmations`. */
export const ConfirmChannelRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    code: z
      .string()
      .regex(/^[0-9]{8}$/)
      .meta({ description: 'As it was sent to the address', example: '01234567' }),
  })
  .meta({ id: 'ConfirmChannelRequest', description: 'Proves that the address gets what is sent to it' });
export type ConfirmChannelRequest = z.infer<typeof ConfirmChannelRequest>;
