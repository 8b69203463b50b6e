import { expect, test } from 'vitest';
import { metricExpression } from '../../src/definitions/metric-expression.ts';

const values: Readonly<Record<string, number>> = { calls: 5, errors: 2 };

test.each<[string, number | undefined]>([
  ['calls', 5],
  ['calls - errors', 3],
  ['calls + errors - 1', 6],
  ['FILL(calls, 0) - FILL(silent, 0)', 5],
  ['FILL(silent, 7)', 7],
  ['calls + silent', undefined],
])('%s is %s', (text, value) => {
  expect(metricExpression(text)?.((id) => values[id])).toBe(value);
});

test.each(['', 'errors / calls', 'SUM([calls])', 'calls +', 'FILL(calls, REPEAT)'])('%s is not evaluated', (text) => {
  expect(metricExpression(text)).toBeUndefined();
});
