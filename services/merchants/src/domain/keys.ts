import { activeKeysMax, idempotencyKeptMs, type ListedKey, listedKeysMax } from '@redoubt/contracts';
import { type Instruction, type Merchant, nextVersion, standingOf } from './merchant.ts';

/** Whether a key is good now. */
export function isActive({ notAfter, revokedAt }: ListedKey, now: Date): boolean {
  return revokedAt === undefined && (notAfter === undefined || now < new Date(notAfter));
}

/** Why a merchant gets no new key. */
export type KeyRefusal =
  | { readonly kind: 'merchant_closed' }
  | { readonly kind: 'reused' }
  /** It would end before it begins. */
  | { readonly kind: 'ends_in_the_past' }
  /** Those that are good. */
  | { readonly kind: 'too_many_keys'; readonly active: readonly ListedKey[] }
  /** The list is full of keys that repeats may still ask for. */
  | { readonly kind: 'list_full' };

export type KeyMade =
  | {
      readonly kind: 'changed';
      readonly merchant: Merchant;
      readonly key: ListedKey;
      /** The oldest key of a full list, which made room; it was not good any more. */
      readonly dropped: ListedKey | undefined;
    }
  /** The instruction has put it on the list before. */
  | { readonly kind: 'listed'; readonly key: ListedKey };

/** A key to be made. */
export interface NewKey {
  readonly keyId: string;
  readonly notAfter: Date | undefined;
}

/** Puts a new key on the list. */
export function withKey(
  merchant: Merchant,
  instruction: Instruction,
  { scopes, ...newKey }: NewKey & Pick<ListedKey, 'scopes'>,
): KeyMade | KeyRefusal {
  const early = earlyOutcome(merchant, instruction, newKey);
  if (early !== undefined) return early;
  const active = merchant.keys.filter((key) => isActive(key, instruction.at));
  if (active.length >= activeKeysMax) return { kind: 'too_many_keys', active };
  return listed(merchant, instruction, { action: 'create_key', key: keyOf(newKey, scopes, instruction) });
}

/** Puts a key on the list that replaces another, which ends after the overlap, or when it would have ended anyhow. */
export function withRolledKey(
  merchant: Merchant,
  instruction: Instruction,
  { replaces, overlapMs, ...newKey }: NewKey & { readonly replaces: string; readonly overlapMs: number },
): KeyMade | KeyRefusal | { readonly kind: 'unknown_key' } | { readonly kind: 'key_not_active' } {
  const old = merchant.keys.find(({ keyId }) => keyId === replaces);
  if (old === undefined) return { kind: 'unknown_key' };
  const early = earlyOutcome(merchant, instruction, newKey);
  if (early !== undefined) return early;
  if (!isActive(old, instruction.at)) return { kind: 'key_not_active' };
  const ended: ListedKey = { ...old, notAfter: endOf(old, instruction.at.getTime() + overlapMs) };
  const keys = merchant.keys.map((key) => (key === old ? ended : key));
  const active = keys.filter((key) => isActive(key, instruction.at));
  if (active.length >= activeKeysMax) return { kind: 'too_many_keys', active };
  const key = { ...keyOf(newKey, old.scopes, instruction), replaces };
  return listed({ ...merchant, keys }, instruction, { action: 'roll_key', key });
}

export type Revocation =
  | { readonly kind: 'changed'; readonly merchant: Merchant; readonly key: ListedKey }
  | { readonly kind: 'unchanged'; readonly key: ListedKey }
  | { readonly kind: 'unknown_key' }
  | { readonly kind: 'reused' };

/** Ends a key, for ever; also a closed merchant's. */
export function withoutKey(
  merchant: Merchant,
  instruction: Instruction,
  { keyId, reason }: { readonly keyId: string; readonly reason: string },
): Revocation {
  const old = merchant.keys.find((key) => key.keyId === keyId);
  if (old === undefined) return { kind: 'unknown_key' };
  if (standingOf(merchant, instruction) === 'reused') return { kind: 'reused' };
  if (old.revokedAt !== undefined) return { kind: 'unchanged', key: old };
  const key = { ...old, revokedAt: instruction.at.toISOString() };
  const next = nextVersion(merchant, instruction, { action: 'revoke_key', keyId, reason });
  return { kind: 'changed', key, merchant: { ...next, keys: next.keys.map((each) => (each === old ? key : each)) } };
}

/** The outcome of a new key that does not depend on the others. */
function earlyOutcome(
  merchant: Merchant,
  instruction: Instruction,
  { keyId, notAfter }: NewKey,
): KeyMade | KeyRefusal | undefined {
  if (standingOf(merchant, instruction) === 'reused') return { kind: 'reused' };
  if (merchant.state === 'closed') return { kind: 'merchant_closed' };
  const key = merchant.keys.find((each) => each.keyId === keyId);
  if (key !== undefined) return { kind: 'listed', key };
  return notAfter !== undefined && notAfter <= instruction.at ? { kind: 'ends_in_the_past' } : undefined;
}

function listed(
  merchant: Merchant,
  instruction: Instruction,
  { action, key }: { readonly action: 'create_key' | 'roll_key'; readonly key: ListedKey },
): KeyMade | KeyRefusal {
  const isFull = merchant.keys.length >= listedKeysMax;
  const dropped = isFull ? merchant.keys.find((each) => mayBeDropped(each, instruction.at)) : undefined;
  if (isFull && dropped === undefined) return { kind: 'list_full' };
  const next = nextVersion(merchant, instruction, { action, keyId: key.keyId });
  const keys = [...merchant.keys.filter((each) => each !== dropped), key];
  return { kind: 'changed', merchant: { ...next, keys }, key, dropped };
}

/** A repeat of the instruction that made it must find it. */
function mayBeDropped(key: ListedKey, now: Date): boolean {
  return !isActive(key, now) && now.getTime() - new Date(key.createdAt).getTime() > idempotencyKeptMs;
}

function keyOf({ keyId, notAfter }: NewKey, scopes: ListedKey['scopes'], { by, at }: Instruction): ListedKey {
  const end = notAfter === undefined ? {} : { notAfter: notAfter.toISOString() };
  return { keyId, scopes, createdAt: at.toISOString(), createdBy: by, ...end };
}

function endOf({ notAfter }: ListedKey, endMs: number): string {
  const ownEndMs = notAfter === undefined ? Number.POSITIVE_INFINITY : new Date(notAfter).getTime();
  return new Date(Math.min(ownEndMs, endMs)).toISOString();
}
