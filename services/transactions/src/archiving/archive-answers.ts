import { z } from 'zod';
import { refusals } from '../adapters/ledger-answers.ts';

const place = { epoch: z.number().int().min(0), ordinal: z.number().int().min(0) };

/** An object of the archive, as it was pinned. */
export const PinnedObject = z.object({
  ...place,
  region: z.string(),
  /** Digest of the bundle that the ledger's schema was from. */
  schema: z.string().length(64),
  commands: z.number().int().min(0),
  /** Every command accepted before this is in it or in one before it; null while that is not known. */
  watermark: z.iso.datetime().nullable(),
  /** The object that it goes on from; ordinal 0 stands for none. */
  previous: z.object({ ...place, hash: z.string().length(64) }),
});
export type PinnedObject = z.infer<typeof PinnedObject>;

/** An object that is in the archive of the region that wrote it. */
export const WrittenObject = PinnedObject.extend({ hash: z.string().length(64) });
export type WrittenObject = z.infer<typeof WrittenObject>;

export const PinAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('pinned'), object: PinnedObject }),
  /** Everything that has ended is archived. */
  z.object({ outcome: z.literal('complete') }),
  ...refusals,
]);
export type PinAnswer = z.infer<typeof PinAnswer>;

export const WrittenAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('written') }),
  ...refusals,
]);

/** A command with what it did; the archive takes it as the ledger says it. */
export const RecordedCommand = z.record(z.string(), z.json());

export const ArchiveLag = z.object({ lagMs: z.number().int().min(0) });
