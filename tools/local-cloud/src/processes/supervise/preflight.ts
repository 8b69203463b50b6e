import { statfs } from 'node:fs/promises';
import { locateBinaries } from '@redoubt/embedded-postgres';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { PortPlan } from '../../protocol/port-plan.ts';
import { checkAddress } from './address-check.ts';
import { checkDataDir } from './data-dir-check.ts';

/** Space that two databases, their copies and logs need, in bytes. */
const freeBytesMin = 400 * 1024 * 1024;

/** The oldest Node that runs TypeScript as it is, and what Lambda runs. */
const nodeMajorMin = 24;

/**
 * Looks for what would stop a start, before anything is started.
 *
 * @throws LocalCloudError for the first finding, with one way on
 */
export async function preflight({ plan, dataDir }: { plan: PortPlan; dataDir: string }): Promise<void> {
  checkNode(process.versions.node);
  checkDatabase();
  await checkDataDir(dataDir);
  await checkDisk(dataDir);
  for (const { address, purpose } of plan.needed()) await checkAddress({ ...address, purpose, base: plan.base });
}

/** @param version e.g. `24.21.0` */
export function checkNode(version: string): void {
  if (Number(version.split('.')[0]) >= nodeMajorMin) return;
  throw new LocalCloudError({
    code: 'node_too_old',
    what: `this is Node ${version}`,
    why: `functions run on Node ${nodeMajorMin}, as on AWS, and so does the local cloud`,
    fix: 'npm start, which uses the Node of node_modules/.bin; on macOS install Node 24',
  });
}

/** PostgreSQL comes from npm, one package for each platform. */
function checkDatabase(): void {
  try {
    locateBinaries();
  } catch (cause) {
    throw new LocalCloudError(
      {
        code: 'library_missing',
        what: 'PostgreSQL is not there',
        why: cause instanceof Error ? cause.message : String(cause),
        fix: 'npm install',
      },
      { cause },
    );
  }
}

async function checkDisk(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const complaint = diskComplaint(dataDir, bavail * bsize);
  if (complaint !== undefined) throw complaint;
}

/** Complaint about the free space, in bytes; undefined when it is enough. */
export function diskComplaint(dataDir: string, freeBytes: number): LocalCloudError | undefined {
  if (freeBytes >= freeBytesMin) return undefined;
  const mb = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  return new LocalCloudError({
    code: 'disk_full',
    what: `${mb(freeBytes)} MB are free where ${dataDir} is`,
    why: `two databases with their copies need ${mb(freeBytesMin)} MB`,
    fix: 'free some space, or give a directory on another disk with --data-dir',
  });
}
