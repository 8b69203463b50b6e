import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newApp, parseTopology, type TopologyInput } from '@redoubt/cdk-kit';
import type { Seat } from '@redoubt/contracts';
import { Template } from 'aws-cdk-lib/assertions';
import { FailoverStack } from '../../infra/failover-stack.ts';

const functionFolders = ['routes', 'consumers'].map((folder) => new URL(`../../src/${folder}/`, import.meta.url));

/** Templates of both regions. Bundles are stood in for, so that a template's test needs no build. */
export function synthesize(input: TopologyInput = {}): Readonly<Record<Seat, Template>> {
  const topology = parseTopology('test', input);
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'failover-'));
  for (const file of functionFolders.flatMap((functions) => readdirSync(functions))) {
    const bundle = join(folder, 'dist', file.replace(/\.ts$/, ''));
    mkdirSync(bundle, { recursive: true });
    writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => {};\n');
  }
  process.chdir(folder);
  try {
    const app = newApp();
    const primary = new FailoverStack(app, { topology, seat: 'primary' });
    const secondary = new FailoverStack(app, { topology, seat: 'secondary' });
    return { primary: Template.fromStack(primary), secondary: Template.fromStack(secondary) };
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Every statement that a role of the template holds, with the role's logical id. */
export function statementsOf(template: Template): readonly { readonly role: string; readonly statement: Statement }[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap((policy) =>
    (policy['Properties'].PolicyDocument.Statement as readonly Statement[]).map((statement) => ({
      role: String(policy['Properties'].Roles[0].Ref),
      statement,
    })),
  );
}
