import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { Template } from './template.ts';

/** One stack of a synthesized app. */
export interface Stack {
  /** Folder name of the app, e.g. `platform` or `services/validation`: for messages. */
  readonly app: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Absolute path, for messages. */
  readonly templateFile: string;
  readonly template: Template;
  /** Size of the file, which is uploaded as it is. */
  readonly templateBytes: number;
  /** Names of stacks of the same app that must be there before. */
  readonly dependencies: readonly string[];
  /** Absolute folder of each asset, by the object key it would be uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Tells two versions of a stack apart: SHA-256 of the template, which names its functions' code by digest. */
export function digestOf({ template }: Pick<Stack, 'template'>): string {
  return createHash('sha256').update(JSON.stringify(template)).digest('hex');
}

/** The part of `manifest.json` that is read. */
interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string; readonly packaging?: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/**
 * Reads the stacks that an app synthesized, in the order they would be deployed.
 *
 * @param folder absolute folder of the app; its `cdk.out` is read
 * @throws LocalCloudError `assembly_missing` when it was not synthesized, `template_unresolvable` for what is not understood
 */
export async function readAssembly(folder: string, app: string): Promise<readonly Stack[]> {
  const output = join(folder, 'cdk.out');
  const manifest = await readJson<Manifest>(join(output, 'manifest.json'), app);
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const nested = artifacts.find(([, artifact]) => artifact.type === 'cdk:cloud-assembly');
  if (nested !== undefined) {
    throw new LocalCloudError({
      code: 'template_unresolvable',
      what: `app ${app} holds the nested assembly ${nested[0]}`,
      why: 'stages are not read by the local cloud',
      fix: 'declare the stacks directly under the app',
    });
  }
  const assets = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    const file = artifact.type === 'cdk:asset-manifest' ? artifact.properties?.file : undefined;
    if (file === undefined) continue;
    const listed = await readJson<AssetManifest>(join(output, file), app);
    for (const { source, destinations } of Object.values(listed.files ?? {})) {
      if (source.packaging !== 'zip' || source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(output, source.path));
    }
  }
  const stacks = await Promise.all(
    artifacts
      .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
      .map(async ([id, artifact]) => ({ id, stack: await readStack({ output, app, id, artifact, assets }) })),
  );
  return inOrder(stacks);
}

interface StackSource {
  readonly output: string;
  readonly app: string;
  readonly id: string;
  readonly artifact: Artifact;
  readonly assets: ReadonlyMap<string, string>;
}

async function readStack({ output, app, id, artifact, assets }: StackSource): Promise<Stack> {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(artifact.environment ?? '') ?? [];
  const { templateFile, stackName } = artifact.properties ?? {};
  if (account === undefined || region === undefined || region.startsWith('unknown') || templateFile === undefined) {
    throw new LocalCloudError({
      code: 'template_unresolvable',
      what: `stack ${id} of ${app} has environment ${artifact.environment ?? 'none'}`,
      why: 'every stack belongs to one account and one region',
      fix: 'give the stack env { account, region }',
    });
  }
  const file = join(output, templateFile);
  const text = await readText(file, app);
  return {
    app,
    stackName: stackName ?? id,
    account,
    region,
    templateFile: file,
    template: parsed<Template>(text, file, app),
    templateBytes: Buffer.byteLength(text),
    dependencies: artifact.dependencies ?? [],
    assets,
  };
}

/** Orders stacks so that each comes after those it depends on; ties stay as the manifest has them. */
function inOrder(stacks: readonly { readonly id: string; readonly stack: Stack }[]): readonly Stack[] {
  const ordered = new Map<string, Stack>();
  const byId = new Map(stacks.map((entry) => [entry.id, entry.stack]));
  const visit = (id: string, path: readonly string[]): void => {
    const stack = byId.get(id);
    if (stack === undefined || ordered.has(id) || path.includes(id)) return;
    for (const dependency of stack.dependencies) visit(dependency, [...path, id]);
    ordered.set(id, stack);
  };
  for (const { id } of stacks) visit(id, []);
  return [...ordered.values()];
}

async function readJson<T>(file: string, app: string): Promise<T> {
  return parsed<T>(await readText(file, app), file, app);
}

async function readText(file: string, app: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, app, cause);
  });
}

function parsed<T>(text: string, file: string, app: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw unreadable(file, app, cause);
  }
}

function unreadable(file: string, app: string, cause: unknown): LocalCloudError {
  return new LocalCloudError(
    {
      code: 'assembly_missing',
      what: `app ${app} has no readable ${file}`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'npm run synth',
    },
    { cause },
  );
}
