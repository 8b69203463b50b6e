import { expect, test } from 'vitest';
import { correlationIdOf, traceparentOf } from '../../src/http/trace-context.ts';

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test.each<[string, string]>([
  ['a word', 'journey-7'],
  ['one character', '!'],
  ['128 characters', 'j'.repeat(128)],
  ['a UUID full of digits', '41111111-1111-4111-8111-111111111111'],
  ['32 hexadecimal digits', '4bf92f3577b34da6a3ce929d0e0e4736'],
])('keeps a correlation id: %s', (_, sent) => {
  expect(correlationIdOf(sent)).toBe(sent);
});

test.each<[string, string | undefined]>([
  ['absent', undefined],
  ['empty', ''],
  ['129 characters', 'j'.repeat(129)],
  ['with a line break', 'a\nb'],
  ['a card number', '4111111111111111'],
  ['a card number among other digits', '00000000000000004111111111111111'],
])('makes a correlation id of its own when the one sent is %s', (_, sent) => {
  expect(correlationIdOf(sent)).toMatch(/^[0-9a-f-]{36}$/);
  expect(correlationIdOf(sent)).not.toBe(correlationIdOf(sent));
});

test.each<[string, string | undefined, string | undefined]>([
  ['valid', trace, trace],
  ['absent', undefined, undefined],
  ['of another version', trace.replace(/^00/, '01'), undefined],
  ['of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
  ['in upper case', trace.toUpperCase(), undefined],
  ['full of card numbers', `00-${'4111111111111111'.repeat(2)}-00f067aa0ba902b7-01`, undefined],
])('a trace that is %s', (_, sent, kept) => {
  expect(traceparentOf(sent)).toBe(kept);
});
