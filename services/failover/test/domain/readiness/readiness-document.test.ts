import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type OwnDatabase, obstaclesTo, type TakeoverGrounds } from '../../../src/domain/promotability.ts';
import { silenceKinds } from '../../../src/domain/readiness/compare-regions.ts';
import { standingKinds } from '../../../src/domain/readiness/judge-standing.ts';
import { factKinds } from '../../../src/domain/readiness/region-facts.ts';

const document = readFileSync(new URL('../../../../../docs/failover.md', import.meta.url), 'utf8');
const [, section = ''] = /## Ready\?\n([\s\S]*?)\n## /.exec(document) ?? [];

/** Findings of the document's table whose last column says this. */
function documented(blocks: 'yes' | 'no'): readonly string[] {
  const rows = section.split('\n').filter((line) => line.startsWith('| `') && line.endsWith(`| ${blocks} |`));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map(([, kind = '']) => kind));
}

const mark = { pk: 'replica#us-east-2', region: 'us-east-2', epoch: 1, at: '2030-01-31T12:00:00.000Z' };
const database: OwnDatabase = { role: 'none', isAvailable: false, isInTransition: true, isConnected: false };

/** Grounds with everything wrong; some obstacles exclude each other. */
const bad: readonly TakeoverGrounds[] = [
  {
    ...{ database, mark: undefined, writerEpoch: 1, forgottenUpTo: undefined },
    probes: [{ service: 'transactions', result: undefined }],
  },
  {
    database: { ...database, role: 'writer' },
    mark: { ...mark, replicatedUpTo: '2030-01-31T11:00:00.000Z' },
    ...{ writerEpoch: 1, forgottenUpTo: '2030-01-31T11:30:00.000Z', probes: [] },
  },
];

test('13 the table of docs/failover.md says that what the watcher finds in the way blocks, and nothing else', () => {
  const codes = bad.flatMap((grounds) => obstaclesTo(grounds)).map((text) => text.split(':')[0] ?? '');
  const kinds = codes.map((code) => (code === 'transactions' ? 'service_unready' : code));
  expect([...documented('yes')].sort()).toEqual([...new Set(kinds)].sort());
});

test('13 the table has every other kind of finding, and no more', () => {
  expect([...documented('no')].sort()).toEqual([...factKinds, ...standingKinds, ...silenceKinds].sort());
});
