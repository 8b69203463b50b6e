import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Envelope } from './events/envelope.ts';
import { MerchantId, PaymentId, PayoutId } from './ids.ts';
import { canonicalJson } from './journal.ts';
import { AmountMinor, AmountMinorOrZero, BalanceMinor, Currency } from './money.ts';
import { OperationName } from './outcomes.ts';
import { RegionName } from './region-name.ts';

/**
 * The archive of operations: what the ledger has done, as NDJSON objects from which it can be rebuilt.
 *
 * Each line is sealed: `hash` is the SHA-256 of the line without it, and `previous` is the hash of the line before, across
 * objects. Nothing can be changed, left out or put between without breaking the chain at that place.
 */

/** Below this key prefix are the objects of operations, by epoch and ordinal. */
export const archivedOperationsPrefix = 'ledger/operations/';

/** Below this key prefix are the bundles that make a ledger's schema. */
export const archivedSchemaPrefix = 'ledger/schema/';

/** Hash before the first line of the first object. */
export const genesisHash = '0'.repeat(64);

/** SHA-256 in hexadecimal. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A time of the ledger: UTC with microseconds, as PostgreSQL keeps it. */
const LedgerTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

const seal = { previous: Hash, hash: Hash };

/** First line of an object: where it stands in the chain. */
export const ArchivedObject = z.object({
  kind: z.literal('object'),
  /** Form of the lines; a reader refuses one that it does not know. */
  form: z.literal(1),
  epoch: z.number().int().min(1),
  /** Grows by one from object to object, over all epochs. */
  ordinal: z.number().int().min(1),
  /** Region of the ledger that wrote it. */
  region: RegionName,
  /** Digest of the bundle that the ledger's schema was from; the archive keeps it. */
  schema: Hash,
  /** Key of the object that it goes on from; null for the first one. */
  previousObject: z.string().nullable(),
  /** Every command accepted before this is in this object or one before it; absent while that is not known. */
  watermark: z.iso.datetime().optional(),
  /** Lines that follow. */
  commands: z.number().int().min(0),
  ...seal,
});
export type ArchivedObject = z.infer<typeof ArchivedObject>;

/** One transfer of an operation; its id follows from payment, version and sequence. */
const ArchivedTransfer = z.object({
  sequence: z.number().int().min(1),
  transferId: z.uuid(),
  purpose: z.string(),
  debitAccount: z.string(),
  creditAccount: z.string(),
  amountMinor: AmountMinor,
  currency: Currency,
  recordedAt: LedgerTime,
});

/** A command with all that it did: facts that the ledger only ever adds. A refusal has no more than its answer. */
export const ArchivedCommand = z.object({
  kind: z.literal('command'),
  commandId: z.uuid(),
  /** Of the request as far as it counts; absent for commands whose id the journal guards. */
  fingerprint: z.string().optional(),
  /** The answer to the same command sent again. */
  answer: z.looseObject({ outcome: z.string() }),
  recordedAt: LedgerTime,
  /** The payment as it began, with the operation that created it. */
  payment: z
    .object({
      merchantId: MerchantId,
      amountMinor: AmountMinor,
      currency: Currency,
      reference: z.string().optional(),
      customerId: z.string().optional(),
      metadata: z.record(z.string(), z.string()).optional(),
      statementDescriptor: z.string().optional(),
      canary: z.boolean(),
      capture: z.string().optional(),
      holdSeconds: z.int().min(1).optional(),
      /** Codes of the rules for which it was held for review. */
      review: z.array(z.string()).optional(),
      /** The terms that it was taken under: a row of the ledger's table of terms. */
      terms: z.looseObject({ terms_id: z.guid() }),
      acceptedAt: LedgerTime,
      createdAt: LedgerTime,
    })
    .optional(),
  operation: z
    .object({
      paymentId: PaymentId,
      version: z.number().int().min(2),
      operation: OperationName,
      amountMinor: AmountMinor.optional(),
      /** Why a refund was made. */
      reason: z.string().optional(),
      /** Operator who has decided it. */
      decidedBy: z.string().optional(),
      epoch: z.number().int().min(1),
      originRegion: RegionName,
      appliedBy: z.string(),
      correlationId: z.string(),
      recordedAt: LedgerTime,
    })
    .optional(),
  /** The payout that a settlement made; its transfer is below. */
  payout: z
    .object({
      payoutId: PayoutId,
      merchantId: MerchantId,
      currency: Currency,
      day: z.iso.date(),
      balanceMinor: BalanceMinor,
      amountMinor: AmountMinorOrZero,
      withheldMinor: AmountMinorOrZero,
      reserveMinor: AmountMinorOrZero,
      epoch: z.number().int().min(1),
      originRegion: RegionName,
      recordedAt: LedgerTime,
    })
    .optional(),
  /** A decision of a person by it; amounts in it are texts. */
  audit: z
    .object({
      merchantId: MerchantId.optional(),
      action: z.string(),
      paymentId: PaymentId.optional(),
      by: z.string(),
      reason: z.string().optional(),
      was: z.record(z.string(), z.json()),
      became: z.record(z.string(), z.json()),
      isEffective: z.boolean(),
      epoch: z.number().int().min(1),
      originRegion: RegionName,
      decidedAt: LedgerTime,
      recordedAt: LedgerTime,
    })
    .optional(),
  transfers: z.array(ArchivedTransfer),
  events: z.array(
    z.object({
      /** Place among all events of the ledger. */
      seq: z.number().int().min(1),
      event: Envelope.loose(),
      recordedAt: LedgerTime,
    }),
  ),
  /** Accounts that were opened with it. */
  accounts: z.array(
    z.object({
      accountId: z.string(),
      kind: z.string(),
      merchantId: MerchantId.optional(),
      currency: Currency,
      openedAt: LedgerTime,
    }),
  ),
  ...seal,
});
export type ArchivedCommand = z.infer<typeof ArchivedCommand>;

/** A line of the archive. */
export const ArchivedLine = z.discriminatedUnion('kind', [ArchivedObject, ArchivedCommand]);
export type ArchivedLine = z.infer<typeof ArchivedLine>;

/** Where an object stands: its key says both. */
export interface ArchivePlace {
  readonly epoch: number;
  readonly ordinal: number;
}

/** Key prefix of an epoch's objects of operations. */
export function archivePrefixOf(epoch: number): `${string}/` {
  return `${archivedOperationsPrefix}${String(epoch).padStart(6, '0')}/`;
}

/** Key of an object of operations, e.g. `ledger/operations/000002/0000000017.ndjson`; keys sort by place. */
export function archiveKeyOf({ epoch, ordinal }: ArchivePlace): string {
  return `${archivePrefixOf(epoch)}${String(ordinal).padStart(10, '0')}.ndjson`;
}

/** The place that a key names; undefined for keys of other things. */
export function archivePlaceOf(key: string): ArchivePlace | undefined {
  const [, epoch, ordinal] = /^ledger\/operations\/(\d{6})\/(\d{10})\.ndjson$/.exec(key) ?? [];
  return epoch === undefined ? undefined : { epoch: Number(epoch), ordinal: Number(ordinal) };
}

const BundledFile = z.object({
  /** File name without its ending. */
  name: z.string(),
  sql: z.string(),
});

/** Everything that makes a ledger's schema. */
export const ArchivedBundle = z.object({
  /** One statement that defines `pay_migrations.migrate(bundle jsonb)`. */
  migrator: z.string(),
  /** In the order in which they are applied. */
  tables: z.array(BundledFile).readonly(),
  /** Functions and views, each after those that it uses. */
  functions: z.array(BundledFile).readonly(),
});
export type ArchivedBundle = Readonly<z.infer<typeof ArchivedBundle>>;

/** SHA-256 of a bundle. */
export function bundleDigestOf({ migrator, tables, functions }: ArchivedBundle): string {
  return createHash('sha256').update(canonicalJson({ migrator, tables, functions })).digest('hex');
}

/** Key of a bundle, by its digest. */
export function archivedBundleKeyOf(digest: string): string {
  return `${archivedSchemaPrefix}${digest}.json`;
}

/** Ties a line to the one before it. */
export function sealed<Line extends object>(line: Line, previous: string): Line & z.infer<z.ZodObject<typeof seal>> {
  const tied = { ...line, previous };
  return { ...tied, hash: createHash('sha256').update(canonicalJson(tied)).digest('hex') };
}

/** Whether a line, as it was parsed from JSON, is what was sealed. Members that a schema does not know count as well. */
export function isUnbroken({ hash, ...tied }: Readonly<Record<string, unknown>>): boolean {
  return createHash('sha256').update(canonicalJson(tied)).digest('hex') === hash;
}
