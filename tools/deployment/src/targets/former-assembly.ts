import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.looseObject({
  version: z.string(),
  artifacts: z.record(z.string(), z.looseObject({ properties: z.looseObject({}).optional() })),
});

/**
 * Writes an assembly of one stack with a template that was deployed before, for the CDK's command line to deploy again. The code that
 * it names lies in the bootstrap bucket still.
 *
 * @param assembly folder with the stack's present version
 * @returns the folder of the assembly
 */
export async function writeFormerAssembly({
  assembly,
  stackName,
  template,
}: {
  readonly assembly: string;
  readonly stackName: string;
  readonly template: string;
}): Promise<string> {
  const { version, artifacts } = Manifest.parse(JSON.parse(await readFile(join(assembly, 'manifest.json'), 'utf8')));
  const artifact = artifacts[stackName];
  if (artifact === undefined) throw new Error(`${assembly} holds no stack ${stackName}`);
  // Without the place of the present template: the command line uploads the one that stands here.
  const { stackTemplateAssetObjectUrl: _, ...properties } = artifact.properties ?? {};
  const folder = `${assembly}.former/${stackName}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, String(properties['templateFile'])), template);
  const former = { ...artifact, properties, dependencies: [], metadata: {} };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version, artifacts: { [stackName]: former } }));
  return folder;
}
