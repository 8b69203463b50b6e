import type { GeneratorCallback, Tree } from '@nx/devkit';
import { finish } from '../finish.ts';
import { addFile } from '../text/edit-file.ts';

export interface TopologyOptions {
  readonly name: string;
  readonly zone: string;
  readonly alertEmail?: string;
  readonly secondary?: string;
}

/** The third region of the quorum, beside us-east-1 and the secondary. */
const witnesses: Readonly<Record<string, string>> = { 'us-west-2': 'us-east-2' };

/** Makes a topology: the tests of the platform synthesize each one. */
export default function generateTopology(
  tree: Tree,
  { name, zone, alertEmail, secondary = 'us-east-2' }: TopologyOptions,
): GeneratorCallback {
  const witness = witnesses[secondary];
  const regions =
    witness === undefined
      ? []
      : [`  regions: { primary: 'us-east-1', secondary: '${secondary}', witness: '${witness}' },`];
  const emails = alertEmail === undefined ? [] : [`  alertEmails: ['${alertEmail}'],`];
  const text = [
    "import type { TopologyInput } from '@redoubt/cdk-kit';",
    '',
    `/** The environment ${name}. */`,
    'export const topology: TopologyInput = {',
    `  environmentSuffix: '${name}',`,
    `  domain: { zone: '${zone}' },`,
    ...regions,
    ...emails,
    '};',
    '',
  ];
  addFile(tree, `platform/topologies/${name}.ts`, text.join('\n'));
  return finish(tree, {});
}
