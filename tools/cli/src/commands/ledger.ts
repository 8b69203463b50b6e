import { once } from 'node:events';
import { startPostgres } from '@redoubt/embedded-postgres';
import { type RestoreProgress, rebuildLedger, S3Archive, verifyRebuild } from '@redoubt/ledger-archive';
import { connectLocalCloud, type LocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import { type ArchivePlaces, findArchive } from '../archive-places.ts';
import type { CommandContext } from '../command-context.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { type RebuildReport, rebuildLines, restoreLine } from '../output/rebuild-summary.ts';
import { Steps } from '../output/steps.ts';

interface RebuildOptions {
  readonly region?: string;
  readonly verify: boolean;
  readonly serve: boolean;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt ledger rebuild`; answers its exit code through `onExitCode`, since a rebuilt ledger can be another one. */
export function ledgerCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const rebuild = new Command('rebuild')
    .description('rebuild the ledger from its archive alone, every line of the chain checked')
    .option('--verify', 'compare it row by row with the ledger that wrote the archive', false)
    .option('--region <name>', 'whose archive is read (default: the active region)')
    .option('--serve', 'keep the rebuilt ledger open until Ctrl-C, and print its URL', false)
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (options: RebuildOptions) => onExitCode(await rebuildFromArchive(options, context)));
  withExamples(rebuild, [
    'npm run redoubt -- ledger rebuild --verify',
    "npm run redoubt -- ledger rebuild --verify --region us-east-2    # from the other region's copy",
    'npm run redoubt -- ledger rebuild --json | jq .rebuilt.deadBranches',
  ]).addHelpText(
    'after',
    '\nExit codes: 0 done (and equal), 1 failed, 2 usage, 3 precondition, 5 the chain is broken or the ledgers differ\n',
  );
  return new Command('ledger').description('prove that the archive holds the whole ledger').addCommand(rebuild);
}

async function rebuildFromArchive(options: RebuildOptions, { terminal, signal }: CommandContext): Promise<ExitCode> {
  const cloud = await connectLocalCloud({ portBase: options.portBase });
  const places = await findArchive(cloud, options.region);
  const steps = new Steps(terminal, 2);
  await using postgres = await steps.step({
    text: 'start an empty PostgreSQL',
    usualMs: 1500,
    run: () => startPostgres({ database: 'ledger' }),
  });
  const report = await steps.step({
    text: options.verify ? 'rebuild the ledger, and compare' : 'rebuild the ledger',
    usualMs: 5000,
    run: (note) => {
      const onRestore = (progress: RestoreProgress) => note(restoreLine(progress));
      return makeReport({ cloud, places, url: postgres.url, isVerified: options.verify, signal, onRestore });
    },
  });
  if (options.json) terminal.printJson(report);
  else for (const line of rebuildLines(report)) terminal.print(line);
  if (options.serve) {
    terminal.progress(`The rebuilt ledger is open until Ctrl-C: ${postgres.url}`);
    if (!signal.aborted) await once(signal, 'abort');
  }
  return rebuildExitCode(report);
}

async function makeReport({
  cloud,
  places,
  url,
  isVerified,
  signal,
  onRestore,
}: {
  readonly cloud: LocalCloud;
  readonly places: ArchivePlaces;
  readonly url: string;
  readonly isVerified: boolean;
  readonly signal: AbortSignal;
  readonly onRestore: (progress: RestoreProgress) => void;
}): Promise<RebuildReport> {
  const { region, bucket, writerRegion } = places;
  const { endpoint, credentials } = cloud.awsEndpoint(region);
  const store = new S3Archive(bucket, { endpoint, credentials, region }, { signal });
  if (!isVerified) return { region, bucket, rebuilt: await rebuildLedger({ store, url, onRestore }) };
  const ledgerUrl = await cloud.postgresUrl(writerRegion());
  return {
    region,
    bucket,
    comparedWith: writerRegion(),
    ...(await verifyRebuild({ store, url, ledgerUrl, onRestore })),
  };
}

/** Exit code of a finished rebuild: a difference is a broken invariant. */
export function rebuildExitCode({ comparison }: Pick<RebuildReport, 'comparison'>): ExitCode {
  return comparison === undefined || comparison.isEqual ? exitCode.ok : exitCode.invariantBroken;
}
