import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { newApp, parseTopology } from '@redoubt/cdk-kit';
import type { Seat } from '@redoubt/contracts';
import { Template } from 'aws-cdk-lib/assertions';
import { transactionsInBothRegions } from '../../infra/both-regions.ts';

const handlers = ['routes', 'consumers']
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '../../src', folder), { recursive: true, encoding: 'utf8' }),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

/** Both regions' templates, and the primary's of the schema, made in a folder with a stand-in for each handler's bundle: no bundling needed. */
export function synthesized(): Readonly<Record<Seat | 'schema', Template>> {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'transactions-'));
  for (const handler of handlers) {
    mkdirSync(join(folder, 'dist', handler), { recursive: true });
    writeFileSync(join(folder, 'dist', handler, 'index.mjs'), 'export const handler = async () => {};\n');
  }
  process.chdir(folder);
  try {
    const { schema, primary, secondary } = transactionsInBothRegions(newApp(), parseTopology('test', {}));
    return {
      schema: Template.fromStack(schema),
      primary: Template.fromStack(primary),
      secondary: Template.fromStack(secondary),
    };
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}
