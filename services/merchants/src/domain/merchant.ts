import { type AccessMerchantItem, type MerchantLogEntry, merchantLogMax } from '@redoubt/contracts';

/** A merchant, its keys, and who did what about it. */
export type Merchant = Readonly<Omit<AccessMerchantItem, 'kind'>>;

/** Who wants something done, and how a repeat is known. */
export interface Instruction {
  readonly commandId: string;
  /** Of the request's body. */
  readonly fingerprint: string;
  /** ARN of the principal that has signed the request. */
  readonly by: string;
  readonly at: Date;
}

/** How an instruction stands to the log: not there, done before, or another one under its idempotency key. */
export type Standing = 'new' | 'repeated' | 'reused';

/** A merchant's first version. */
export function registrationOf(
  { merchantId, name }: Pick<Merchant, 'merchantId' | 'name'>,
  instruction: Instruction,
): Merchant {
  const nobody: Merchant = {
    merchantId,
    name,
    state: 'open',
    createdAt: instruction.at.toISOString(),
    version: 0,
    finishedVersion: 0,
    keys: [],
    log: [],
  };
  return nextVersion(nobody, instruction, { action: 'register_merchant' });
}

export type Closing =
  | { readonly kind: 'changed'; readonly merchant: Merchant }
  /** It was closed before. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'reused' };

/** Closes a merchant, for ever. Its keys stay: what it has can still be shown and given back. */
export function closed(merchant: Merchant, instruction: Instruction, reason: string): Closing {
  if (standingOf(merchant, instruction) === 'reused') return { kind: 'reused' };
  if (merchant.state === 'closed') return { kind: 'unchanged' };
  const next = nextVersion(merchant, instruction, { action: 'close_merchant', reason });
  return { kind: 'changed', merchant: { ...next, state: 'closed' } };
}

export type Limiting =
  | { readonly kind: 'changed'; readonly merchant: Merchant }
  /** The same instruction was carried out before; whatever others have set since stays. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'reused' };

/** How much a merchant may send, and why. */
export type OwnLimit = Required<Pick<Merchant, 'requestsPerSecond'>> & Pick<MerchantLogEntry, 'reason'>;

/** Gives a merchant a limit of its own. A closed one has limits, too: it still reads and refunds. */
export function limited(merchant: Merchant, instruction: Instruction, limit: OwnLimit): Limiting {
  const standing = standingOf(merchant, instruction);
  if (standing === 'reused') return { kind: 'reused' };
  if (standing === 'repeated') return { kind: 'unchanged' };
  const next = nextVersion(merchant, instruction, { action: 'limit_merchant', ...limit });
  return { kind: 'changed', merchant: { ...next, requestsPerSecond: limit.requestsPerSecond } };
}

/** Looks an instruction up in the log. */
export function standingOf(
  { log }: Pick<Merchant, 'log'>,
  { commandId, fingerprint }: Pick<Instruction, 'commandId' | 'fingerprint'>,
): Standing {
  const entry = log.find((each) => each.commandId === commandId);
  if (entry === undefined) return 'new';
  return entry.fingerprint === fingerprint ? 'repeated' : 'reused';
}

/** The next version, with one entry more in the log; the oldest goes when it is full. */
export function nextVersion(
  merchant: Merchant,
  { commandId, fingerprint, by, at }: Instruction,
  done: Pick<MerchantLogEntry, 'action' | 'keyId' | 'requestsPerSecond' | 'reason'>,
): Merchant {
  const version = merchant.version + 1;
  const entry = { version, at: at.toISOString(), by, commandId, fingerprint, ...done };
  return { ...merchant, version, log: [...merchant.log, entry].slice(-merchantLogMax) };
}

/** Entries whose effect on keys' items and on the bus is not known to be complete, oldest first. */
export function unfinishedEntries({ log, finishedVersion }: Merchant): readonly MerchantLogEntry[] {
  return log.filter(({ version }) => version > finishedVersion);
}
