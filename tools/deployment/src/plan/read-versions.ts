import { basename } from 'node:path';
import { digestOf, readApps, type Stack } from '@redoubt/local-cloud';
import { DeploymentError } from '../deployment-error.ts';
import type { StackVersion } from './stack-version.ts';

/** `{component}-{seat}-{suffix}` */
const namePattern = /-(primary|secondary)-([a-z0-9-]+)$/;

/** The versions of stacks that apps' assemblies hold, and the environment that they are for. */
export interface Versions {
  readonly suffix: string;
  readonly stacks: readonly StackVersion[];
}

/**
 * Reads the versions in apps' assemblies.
 *
 * @param folders absolute folders of apps, each with a `cdk.out`
 * @throws LocalCloudError `assembly_missing`
 */
export async function readVersions(folders: readonly string[]): Promise<Versions> {
  const read = await Promise.all(
    folders.map(async (folder) => (await readApps([folder])).map((stack) => versionOf(basename(folder), stack))),
  );
  const all = read.flat();
  return { suffix: all[0]?.suffix ?? '', stacks: all.map(({ stack }) => stack) };
}

function versionOf(app: string, stack: Stack): { readonly suffix: string; readonly stack: StackVersion } {
  const { stackName, region, template } = stack;
  const [, seat, suffix] = namePattern.exec(stackName) ?? [];
  if (suffix === undefined || (seat !== 'primary' && seat !== 'secondary')) {
    throw new DeploymentError({
      code: 'app_unknown',
      what: `${app} holds the stack ${stackName}`,
      why: 'a stack is named {component}-{seat}-{suffix}',
      fix: 'make it a RegionalStack',
    });
  }
  const layer = template.Metadata?.['Layer'] === 'schema' ? 'schema' : 'code';
  return { suffix, stack: { app, stackName, region, seat, layer, digest: digestOf(stack) } };
}
