import type { GlobalDatabase } from './adapters/global-database.ts';
import type { Clock } from './clock.ts';
import { FailoverError } from './failover-error.ts';
import { pollUntil } from './poll-until.ts';

/**
 * Waits until this region's cluster is the writer.
 *
 * @throws FailoverError `writer_not_ready` after `limitMs`; the state machine asks again
 */
export async function awaitWriter(
  database: Pick<GlobalDatabase, 'ownCluster'>,
  wait: { readonly clock: Clock; readonly limitMs: number },
): Promise<string> {
  const isWriter = await pollUntil(wait, async () => ((await database.ownCluster()).isWriter ? true : undefined));
  if (isWriter === true) return 'the cluster takes writes';
  throw new FailoverError('writer_not_ready', `the cluster is no writer after ${wait.limitMs} ms`);
}
