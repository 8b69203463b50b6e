import { setTimeout as pause } from 'node:timers/promises';
import { HeadObjectCommand, RestoreObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ArchiveError } from './archive-error.ts';
import type { RestoreProgress } from './archive-store.ts';

/** Days that restored copies stay. */
const restoredDays = 7;
/** Calls under way at once. */
const callsMax = 16;
/** Pause between two looks, in milliseconds: twice as long each time, up to the greatest. */
const pauseMsMin = 1_000;
const pauseMsMax = 60_000;

/**
 * Longest wait by default, in milliseconds. A restoration by the tier Standard typically takes 3 to 5 hours:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
export const restoreMsMax = 6 * 3_600_000;

export interface RestoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly keys: readonly string[];
  readonly onProgress: (progress: RestoreProgress) => void;
  readonly waitMsMax: number;
  /** Ends the wait. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Asks S3 for temporary copies of archived objects, all at once, and waits for them.
 *
 * Asking again is safe: S3 keeps what it has restored for longer, and refuses while it is at it, which is what was asked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 *
 * @throws ArchiveError `restore_pending` after the longest wait; S3's errors as they are
 */
export async function restoreObjects(options: RestoreOptions): Promise<void> {
  const { client, bucket: Bucket, keys, onProgress, waitMsMax, signal } = options;
  const since = new Date();
  const deadlineMs = performance.now() + waitMsMax;
  const RestoreRequest = { Days: restoredDays, GlacierJobParameters: { Tier: 'Standard' } } as const;
  await forEach(keys, async (Key) => {
    try {
      await client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'RestoreAlreadyInProgress')) throw error;
    }
  });
  const waiting = new Set(keys);
  const report = () => onProgress({ restored: keys.length - waiting.size, total: keys.length, since });
  report();
  for (let pauseMs = pauseMsMin; ; pauseMs = Math.min(2 * pauseMs, pauseMsMax)) {
    await forEach([...waiting], async (Key) => {
      const { Restore } = await client.send(new HeadObjectCommand({ Bucket, Key }));
      if (Restore?.includes('ongoing-request="false"') === true) waiting.delete(Key);
    });
    report();
    if (waiting.size === 0) return;
    if (performance.now() >= deadlineMs) {
      throw new ArchiveError(
        'restore_pending',
        `${keys.length - waiting.size} of ${keys.length} objects have been restored from Glacier since ${since.toISOString()}`,
      );
    }
    await pause(pauseMs, undefined, { signal });
  }
}

/** Runs for each key, some at once; ends with the first failure. */
async function forEach(keys: readonly string[], run: (key: string) => Promise<void>): Promise<void> {
  const rest = keys.values();
  const worker = async () => {
    for (const key of rest) await run(key);
  };
  await Promise.all(Array.from({ length: callsMax }, worker));
}
