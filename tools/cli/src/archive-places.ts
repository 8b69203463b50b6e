import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { platformParameterName } from '@redoubt/contracts';
import type { CloudStatus, LocalCloud } from '@redoubt/local-cloud';
import { CliError } from './cli-error.ts';
import { exitCode } from './exit-code.ts';
import { commandLine } from './workspace.ts';

/** An archive and the ledger that writes it. */
export interface ArchivePlaces {
  readonly region: string;
  readonly bucket: string;
  /** @throws CliError `no_writer` */
  writerRegion(): string;
}

/**
 * Finds the archive of a region, by default that of the active one.
 *
 * @throws CliError `usage` for a region that does not run: its archive is lost with it
 */
export async function findArchive(cloud: LocalCloud, wanted: string | undefined): Promise<ArchivePlaces> {
  const status = await cloud.status();
  const region = regionToRead(status, wanted);
  const { endpoint, credentials } = cloud.awsEndpoint(region);
  const parameters = new SSMClient({ endpoint, credentials, region });
  const Name = platformParameterName(status.suffix, 'archiveBucketName');
  const { Parameter } = await parameters.send(new GetParameterCommand({ Name }));
  parameters.destroy();
  return { region, bucket: Parameter?.Value ?? '', writerRegion: () => writerOf(status) };
}

function regionToRead({ regions, regionState }: CloudStatus, wanted: string | undefined): string {
  const running = regions.filter(({ process }) => process === 'running').map((it) => it.region);
  const active = running.find((region) => region === regionState?.activeRegion);
  const region = wanted === undefined ? (active ?? running[0]) : running.find((name) => name === wanted);
  if (region !== undefined) return region;
  throw new CliError({
    code: 'usage',
    what: `region must be one that runs (${running.join(', ')}), got ${JSON.stringify(wanted)}`,
    why: 'an archive is out of reach while its region is down; the other region has a copy',
    fix: commandLine('status'),
  });
}

function writerOf({ regions }: CloudStatus): string {
  const writer = regions.find(({ process, databaseRole }) => process === 'running' && databaseRole === 'writer');
  if (writer !== undefined) return writer.region;
  throw new CliError({
    code: 'no_writer',
    what: 'there is no ledger to compare with',
    why: 'no region that runs has a writer: a failover may be under way',
    fix: `${commandLine('status')}, and again when one is the writer; without --verify no ledger is needed`,
    exitCode: exitCode.precondition,
  });
}
