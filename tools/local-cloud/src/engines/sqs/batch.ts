import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Entries of one batch call at most. */
const entriesMax = 10;

/** Input of a batch action whose entries have these fields. */
export function batchOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const entry = z.strictObject({ Id: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/), ...shape });
  return z.strictObject({ QueueUrl: z.string(), Entries: z.array(entry) });
}

/**
 * Does something for each entry; those that AWS would refuse are listed as failed beside the others.
 *
 * @throws AwsError when the batch itself is not valid
 */
export function answerBatch<Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  act: (entry: Entry) => object,
) {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > entriesMax) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `a batch has at most ${entriesMax} entries, got ${entries.length}`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'two entries of the batch have one id');
  }
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
}
