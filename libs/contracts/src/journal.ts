import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Command } from './commands.ts';
import { BlocklistOutcome, ChangeOutcome, CreationOutcome, SettlementOutcome, TermsOutcome } from './outcomes.ts';
import { RegionName } from './region-name.ts';

/**
 * The journal's items. `pk`/`sk` are its keys; the table has no index, no TTL and no transactions (multi-Region strong
 * consistency excludes them).
 *
 * Each command is two items: the record under `command#<id>`, guarded by "does not exist yet", and a pointer under its minute,
 * so that a recovery reads minutes and not the whole table. Nothing is acknowledged until both are in the quorum, repeats
 * included: a pointer without a record is noise, a record without a pointer was never acknowledged.
 */
export const JournalRecord = z.object({
  pk: z.string().startsWith('command#'),
  sk: z.literal('command'),
  command: Command,
  /** SHA-256 of the request; the same key with another fingerprint is refused. */
  fingerprint: z.string().length(64),
  /** Partition key of the pointer. */
  slot: z.string(),
  epoch: z.number().int().min(1),
  region: RegionName,
  /** The ledger's decision; only of commands that are answered with their outcome. */
  outcome: z
    .discriminatedUnion('outcome', [
      ...ChangeOutcome.options,
      ...CreationOutcome.options,
      SettlementOutcome,
      ...TermsOutcome.options,
      BlocklistOutcome,
    ])
    .optional(),
  /** The answer; repeats get it byte for byte. */
  response: z.object({ status: z.number().int(), body: z.string() }),
});
export type JournalRecord = z.infer<typeof JournalRecord>;

/**
 * A payment's command whose answer is no longer kept: enough to refuse its key.
 *
 * It stays for ever, because the payment's id follows from the key.
 */
export const ForgottenCommand = JournalRecord.pick({ pk: true, sk: true, fingerprint: true }).extend({
  forgottenAt: z.iso.datetime(),
});
export type ForgottenCommand = z.infer<typeof ForgottenCommand>;

/** Newest shape of records that this code reads and writes. Raised with each change that older code can't read. */
export const journalSchema = 1;

/** Key of the item that describes the journal itself. */
export const journalMetaKey = { pk: 'journal', sk: 'meta' } as const;

/** The journal about itself: asked before a promotion. */
export const JournalMeta = z.object({
  /** Everything accepted before this may be forgotten; moved before anything is. Absent: nothing is. */
  forgottenUpTo: z.iso.datetime().optional(),
  /** Newest shape of records that may be in it; raised before the first of that shape is written. */
  schema: z.number().int().min(1),
});
export type JournalMeta = z.infer<typeof JournalMeta>;

/** A partition takes 1,000 writes a second (DynamoDB quota): sixteen of them per minute carry 16,000 payments a second. */
export const journalShardCount = 16;

/** Length of a slot, in milliseconds. */
export const journalSlotMs = 60_000;

export function commandKey(commandId: string): { readonly pk: string; readonly sk: 'command' } {
  return { pk: `command#${commandId}`, sk: 'command' };
}

/** Slot of a command: the minute it was accepted in, and a shard by its id. */
export function journalSlotOf(command: { readonly acceptedAt: string; readonly commandId: string }): string {
  const shard = Number.parseInt(command.commandId.slice(0, 4), 16) % journalShardCount;
  return `slot#${minuteOf(Date.parse(command.acceptedAt))}#${shard}`;
}

/** Every slot that may hold commands accepted in the span, oldest minute first. */
export function journalSlotsBetween(span: { readonly fromMs: number; readonly toMs: number }): readonly string[] {
  const slots: string[] = [];
  for (let ms = span.fromMs - (span.fromMs % journalSlotMs); ms <= span.toMs; ms += journalSlotMs) {
    for (let shard = 0; shard < journalShardCount; shard++) slots.push(`slot#${minuteOf(ms)}#${shard}`);
  }
  return slots;
}

/** SHA-256 of a JSON value with its keys sorted, in hexadecimal: two requests that mean the same have the same one. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** JSON with sorted keys and without blanks (`undefined` members left out). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

function minuteOf(ms: number): string {
  return new Date(ms - (ms % journalSlotMs)).toISOString().slice(0, 16);
}
