import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Namespace of every id Redoubt derives; fixed for ever, because an id made twice must come out the same. */
const namespace = '6f1d3c52-5f0b-5c0e-9a55-1d2f7f0b8a11';

/**
 * A name-based UUID (RFC 9562, version 5) of the parts, in order.
 *
 * Parts are length-prefixed, so that `('ab', 'c')` and `('a', 'bc')` differ.
 */
export function uuidOf(...parts: readonly string[]): string {
  const name = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Identity of a command: the caller's key counts within one merchant and one route. */
export interface CommandScope {
  readonly merchantId: string;
  /** Method and resource path as the API documents it, e.g. `POST /validation/v1/payments`. */
  readonly route: string;
  readonly idempotencyKey: string;
}

/** Id of a command: a UUID that the same request always gets, in either region. */
export function commandIdOf({ merchantId, route, idempotencyKey }: CommandScope): string {
  return uuidOf('command', merchantId, route, idempotencyKey);
}

/** Id of the payment that a command creates: `pay_` and 32 hexadecimal digits. */
export function paymentIdOf(commandId: string): string {
  return `pay_${uuidOf('payment', commandId).replaceAll('-', '')}`;
}

/** Id of what a command did to a payment: `op_` and 32 hexadecimal digits. */
export function operationIdOf(commandId: string): string {
  return `op_${commandId.replaceAll('-', '')}`;
}

/**
 * Id of an event, the same however often it is announced.
 *
 * A version alone can be given twice, by a lost region and by its successor; the command tells the two apart.
 */
export function eventIdOf(event: {
  readonly aggregateId: string;
  readonly version: number;
  readonly type: string;
  readonly commandId: string;
}): string {
  return uuidOf('event', event.aggregateId, String(event.version), event.type, event.commandId);
}

/** Id of a transfer in the ledger: its place in the payment's history. */
export function transferIdOf(transfer: {
  readonly paymentId: string;
  readonly version: number;
  readonly sequence: number;
}): string {
  return uuidOf('transfer', transfer.paymentId, String(transfer.version), String(transfer.sequence));
}

/** Id of a delivery, also its `webhook-id`: one for each event and endpoint, so that receivers can drop repeats. */
export function deliveryIdOf(delivery: { readonly eventId: string; readonly endpointId: string }): string {
  return `msg_${uuidOf('delivery', delivery.eventId, delivery.endpointId).replaceAll('-', '')}`;
}

/** Id of a webhook endpoint: `we_` and 32 hexadecimal digits. */
export function endpointIdOf(commandId: string): string {
  return `we_${uuidOf('endpoint', commandId).replaceAll('-', '')}`;
}

/** Id of an export: `ex_` and 32 hexadecimal digits. */
export function exportIdOf(commandId: string): string {
  return `ex_${uuidOf('export', commandId).replaceAll('-', '')}`;
}

/** A payment's id. */
export const PaymentId = z
  .string()
  .regex(/^pay_[0-9a-f]{32}$/)
  .meta({ example: `pay_${'0'.repeat(32)}` });

/** An operation's id. */
export const OperationId = z.string().regex(/^op_[0-9a-f]{32}$/);

/** A transfer's id. */
export const TransferId = z.string().regex(/^tr_[0-9a-f]{32}$/);

/** A delivery's id, also its `webhook-id`. */
export const DeliveryId = z
  .string()
  .regex(/^msg_[0-9a-f]{32}$/)
  .meta({ example: `msg_${'0'.repeat(32)}` });

/** Id of a channel: `nc_` and 32 hexadecimal digits. */
export function channelIdOf(commandId: string): string {
  return `nc_${uuidOf('channel', commandId).replaceAll('-', '')}`;
}

/** A channel's id. */
export const ChannelId = z
  .string()
  .regex(/^nc_[0-9a-f]{32}$/)
  .meta({ example: `nc_${'0'.repeat(32)}` });

/** The id of what notifications are delivered to: a webhook endpoint or a channel. */
export const RecipientId = z
  .string()
  .regex(/^(?:we|nc)_[0-9a-f]{32}$/)
  .meta({ example: `we_${'0'.repeat(32)}` });

/** A webhook endpoint's id. */
export const EndpointId = z
  .string()
  .regex(/^we_[0-9a-f]{32}$/)
  .meta({ example: `we_${'0'.repeat(32)}` });

/** An export's id. */
export const ExportId = z
  .string()
  .regex(/^ex_[0-9a-f]{32}$/)
  .meta({ example: `ex_${'0'.repeat(32)}` });

/** A payout's id. */
export const PayoutId = z.string().regex(/^po_[0-9a-f]{32}$/);

/** Id of a payout: `po_` and 32 hexadecimal digits, one for each merchant, currency and day, in either region. */
export function payoutIdOf(payout: {
  readonly merchantId: string;
  readonly currency: string;
  readonly day: string;
}): string {
  return `po_${uuidOf('payout', payout.merchantId, payout.currency, payout.day).replaceAll('-', '')}`;
}

/** A merchant's id, chosen by the merchant's operator: 3 to 64 letters, digits, `_` and `-`. */
export const MerchantId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{3,64}$/)
  .meta({ example: 'acme' });

/** Begins the id of every merchant that exists for tests alone, and of no other. */
export const testMerchantPrefix = 'test_';

/** The merchant of canaries: small payments by which the failover service proves that money moves. */
export const canaryMerchantId = 'redoubt-canary';

export const canaryMerchantRefusal = `${canaryMerchantId} is Redoubt's own; send the id of a merchant`;

/** A merchant's id as callers may send it: never the one of canaries. */
export const CallerMerchantId = MerchantId.refine((id) => id !== canaryMerchantId, {
  error: canaryMerchantRefusal,
}).meta({ example: 'acme' });
