import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { questionTable } from '../../src/domain/question.ts';
import { stageTable } from '../../src/domain/takeover.ts';

/** Transitions of the diagram whose states are these. */
function drawn(diagram: string): readonly string[] {
  return [...diagram.matchAll(/^ {2}(\w+) --> (\w+):/gm)].map(([, from, to]) => `${from} → ${to}`);
}

const document = readFileSync(new URL('../../../../docs/failover.md', import.meta.url), 'utf8');

const [question = '', takeover = ''] = [...document.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(
  ([, diagram = '']) => diagram,
);

test('13 the diagram of a question shows the transitions of its table, and no others', () => {
  const inTable = Object.values(questionTable).flatMap(({ from, to }) => from.map((stage) => `${stage} → ${to}`));
  expect(new Set(drawn(question))).toEqual(new Set(inTable));
});

test('the diagram of docs/failover.md shows the transitions of the table, and no others', () => {
  const { fail_over: _, ...rest } = stageTable;
  const inTable = Object.values(rest).flatMap(({ from, to }) => from.map((stage) => `${stage} → ${to}`));
  // A failover may begin at any stage; the diagram draws the usual one and says so below.
  expect(new Set(drawn(takeover))).toEqual(new Set([...inTable, 'verified → fenced']));
  expect(document).toContain('From any stage a further failover may begin');
});
