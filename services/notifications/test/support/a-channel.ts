import type { ChannelView } from '@redoubt/contracts';
import { confirmChannel } from '../../src/channels/confirm-channel.ts';
import { type ChannelRegistration, registerChannel } from '../../src/channels/register-channel.ts';
import type { Merchant } from './a-merchant.ts';

/** Requests of a merchant, unless a test says otherwise. */
export const mailRequest = { kind: 'email', address: 'books@shop.example' } as const;
export const textRequest = { kind: 'sms', address: '+4915112345678' } as const;

export function register(merchant: Merchant, over: Partial<ChannelRegistration> = {}) {
  const registration: ChannelRegistration = {
    merchantId: 'acme',
    request: mailRequest,
    idempotencyKey: 'key-1',
    receivedAt: merchant.dependencies.now(),
    ...over,
  };
  return registerChannel(registration, merchant);
}

/** The code in the last message that was sent to an address. */
export function lastCodeTo(merchant: Merchant, address: string): string {
  const message = merchant.told.findLast(({ to, deliveryId }) => to === address && deliveryId === undefined);
  const code = /\b[0-9]{8}\b/.exec(message?.text ?? '')?.[0];
  if (code === undefined) throw new Error(`no code was sent to ${address}`);
  return code;
}

export function confirm(merchant: Merchant, { id, code }: { readonly id: string; readonly code: string }) {
  const now = merchant.dependencies.now();
  const { channels, codes, lanes, dependencies } = merchant;
  const { webhookKey } = dependencies;
  return confirmChannel({ merchantId: 'acme', endpointId: id, code, now }, { channels, codes, lanes, webhookKey });
}

/** A channel whose address is confirmed by the code that was sent there. */
export async function aChannel(merchant: Merchant, over: Partial<ChannelRegistration> = {}): Promise<ChannelView> {
  const outcome = await register(merchant, over);
  if (outcome.kind !== 'registered') throw new Error(`got ${outcome.kind}`);
  await merchant.takeTurns();
  const { id, address } = outcome.channel;
  const confirmed = await confirm(merchant, { id, code: lastCodeTo(merchant, address) });
  if (confirmed.kind !== 'confirmed') throw new Error(`got ${confirmed.kind}`);
  return confirmed.channel;
}
