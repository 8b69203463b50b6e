import {
  type EventOf,
  eventOf,
  KeyRevoked,
  MerchantClosed,
  type MerchantLogEntry,
  MerchantRegistered,
} from '@redoubt/contracts';
import { type Merchant, unfinishedEntries } from './domain/merchant.ts';
import type { KeyStore, MerchantStore } from './merchant-store.ts';

export type MerchantEvent = EventOf<typeof MerchantRegistered | typeof MerchantClosed | typeof KeyRevoked>;

export interface AnnounceDependencies {
  readonly merchants: Pick<MerchantStore, 'markFinished'>;
  readonly publisher: { publish(events: readonly MerchantEvent[]): Promise<void> };
  readonly lease: { current(): Promise<{ readonly region: string; readonly epoch: number }> };
}

/**
 * Brings keys' items to what the merchant's item says of them since its changes were last known to be complete: those that were revoked or
 * replaced. Doing it again changes nothing.
 *
 * @throws FaultError `store_unreachable`
 */
export async function endKeys(merchant: Merchant, keys: Pick<KeyStore, 'end' | 'revoke'>): Promise<void> {
  const { merchantId } = merchant;
  const listed = new Map(merchant.keys.map((key) => [key.keyId, key]));
  for (const { action, keyId = '' } of unfinishedEntries(merchant)) {
    const subject = listed.get(action === 'roll_key' ? (listed.get(keyId)?.replaces ?? '') : keyId);
    if (subject === undefined) continue;
    if (subject.revokedAt !== undefined) await keys.revoke({ merchantId, ...subject });
    else if (action === 'roll_key' && subject.notAfter !== undefined)
      await keys.end({ merchantId, ...subject, notAfter: subject.notAfter });
  }
}

/**
 * Announces what has happened since the merchant's changes were last known to be complete, and records that they are. Keys' items must
 * have been written before.
 *
 * A failure is returned, not thrown: what is answered is in the quorum, and the sweep announces it later under the same id.
 */
export async function announce(
  merchant: Merchant,
  { merchants, publisher, lease }: AnnounceDependencies,
): Promise<{ readonly unannounced: unknown }> {
  try {
    const { region, epoch } = await lease.current();
    const events = unfinishedEntries(merchant).flatMap((entry) => eventsOf(merchant, entry, { region, epoch }));
    if (events.length > 0) await publisher.publish(events);
    await merchants.markFinished(merchant);
    return { unannounced: undefined };
  } catch (unannounced) {
    return { unannounced };
  }
}

function eventsOf(
  { merchantId, name }: Merchant,
  { version, at, action, commandId, keyId = '', reason = '' }: MerchantLogEntry,
  { region, epoch }: { readonly region: string; readonly epoch: number },
): readonly MerchantEvent[] {
  const occurrence = {
    subject: merchantId,
    aggregateVersion: version,
    time: at,
    correlationId: commandId,
    causationId: commandId,
    commandId,
    epoch,
    originRegion: region,
  };
  switch (action) {
    case 'register_merchant':
      return [eventOf(MerchantRegistered, occurrence, { merchantId, name })];
    case 'close_merchant':
      return [eventOf(MerchantClosed, occurrence, { merchantId, reason })];
    case 'revoke_key':
      return [eventOf(KeyRevoked, occurrence, { merchantId, keyId, reason })];
    case 'limit_merchant':
    case 'create_key':
    case 'roll_key':
      return [];
  }
}
