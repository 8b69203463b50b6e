import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stageTable } from '../../src/domain/takeover.ts';

const document = readFileSync(new URL('../../../../docs/failover.md', import.meta.url), 'utf8');

test('the diagram of docs/failover.md shows the transitions of the table, and no others', () => {
  const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(document) ?? [];
  const drawn = [...diagram.matchAll(/^ {2}(\w+) --> (\w+):/gm)].map(([, from, to]) => `${from} → ${to}`);
  const { fail_over: _, ...rest } = stageTable;
  const inTable = Object.values(rest).flatMap(({ from, to }) => from.map((stage) => `${stage} → ${to}`));
  // A failover may begin at any stage; the diagram draws the usual one and says so below.
  expect(new Set(drawn)).toEqual(new Set([...inTable, 'verified → fenced']));
  expect(document).toContain('From any stage a further failover may begin');
});
