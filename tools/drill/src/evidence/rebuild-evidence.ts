import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { platformParameterName } from '@redoubt/contracts';
import { startPostgres } from '@redoubt/embedded-postgres';
import { ArchiveError, S3Archive, verifyRebuild } from '@redoubt/ledger-archive';
import type { LocalCloud } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';

/** Result of rebuilding the promoted ledger from its archive alone. */
export type RebuildEvidence =
  | {
      readonly outcome: 'made';
      /** Objects of the archive that were read, and commands in them. */
      readonly objects: number;
      readonly commands: number;
      /** Rows in which the two ledgers differ, the first of each table: `payments ["pay_…"] differs in status`. */
      readonly differences: readonly string[];
      /** Objects that only the lost region archived: allowed. */
      readonly deadBranches: readonly string[];
      /** The newest object that was read, and the hash that it ends in. */
      readonly head: { readonly key: string; readonly hash: string };
    }
  /** The ledger can't be rebuilt from this archive. */
  | { readonly outcome: 'failed'; readonly text: string };

/**
 * Rebuilds the ledger from a region's archive in an empty database, and compares it row by row with the writer's.
 *
 * @throws DrillError `evidence_missing` when archive or ledger can't be read
 */
export async function rebuildEvidence(
  cloud: LocalCloud,
  {
    region,
    ledgerUrl,
    waitMsMax,
  }: {
    readonly region: string;
    readonly ledgerUrl: string;
    /** How long the archive may take to catch up with the ledger, in milliseconds. */
    readonly waitMsMax: number;
  },
): Promise<RebuildEvidence> {
  const store = await archiveOf(cloud, region);
  await using postgres = await startPostgres({ database: 'ledger' });
  try {
    const { rebuilt, comparison } = await verifyRebuild({ store, url: postgres.url, ledgerUrl, waitMsMax });
    return {
      outcome: 'made',
      objects: rebuilt.objects,
      commands: rebuilt.commands,
      differences: [
        ...comparison.differences.map(({ table, key, kind, columns = [] }) =>
          [table, key, kind, columns.join(', ')].join(' ').trim(),
        ),
        ...rebuilt.unfinished.map((command) => `command ${command} lacks one before it`),
      ],
      deadBranches: rebuilt.deadBranches.map(({ key }) => key),
      head: rebuilt.head,
    };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    if (error.code === 'archive_unreachable' || error.code === 'ledger_unreachable') {
      throw new DrillError('evidence_missing', `the archive of ${region} can't be compared: ${error.message}`, {
        cause: error,
      });
    }
    return { outcome: 'failed', text: `${error.code}: ${error.message}` };
  }
}

/** The archive of a region. */
export async function archiveOf(cloud: LocalCloud, region: string): Promise<S3Archive> {
  const { endpoint, credentials } = cloud.awsEndpoint(region);
  const at = { endpoint, credentials, region };
  return new S3Archive(await bucketOf(cloud, at), at);
}

async function bucketOf(cloud: LocalCloud, at: ReturnType<LocalCloud['awsEndpoint']>): Promise<string> {
  const { suffix } = await cloud.status();
  const parameters = new SSMClient(at);
  try {
    const name = platformParameterName(suffix, 'archiveBucketName');
    const { Parameter } = await parameters.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value ?? '';
  } finally {
    parameters.destroy();
  }
}
