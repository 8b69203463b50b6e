import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bodyBytesMax, bodyDepthMax, type RawBody, readBody } from '../../src/http/read-body.ts';
import type { ProblemError } from '../../src/problem-error.ts';

const Thing = z.strictObject({
  name: z.string().min(2).max(10),
  amount: z.string().regex(/^[1-9][0-9]*$/),
  kind: z.enum(['a', 'b']).optional(),
  tags: z.array(z.unknown()).optional(),
});

function read(text: string | null, over: Partial<RawBody> = {}) {
  return readBody({ text, isBase64: false, contentType: 'application/json', ...over }, Thing);
}

function problemOf(text: string | null, over: Partial<RawBody> = {}): ProblemError {
  try {
    read(text, over);
  } catch (error) {
    return error as ProblemError;
  }
  throw new Error('the body was taken');
}

const valid = '{"name":"one","amount":"5"}';

test.each<[string, Partial<RawBody>]>([
  ['as it is', {}],
  ['with a character set', { contentType: 'Application/JSON; charset=utf-8' }],
  ['in base64', { text: Buffer.from(valid).toString('base64'), isBase64: true }],
])('reads a valid body %s', (_, over) => {
  expect(read(valid, over)).toEqual({ name: 'one', amount: '5' });
});

test.each<[string, string | undefined]>([
  ['absent', undefined],
  ['a form', 'application/x-www-form-urlencoded'],
  ['text', 'text/plain'],
  ['nearly JSON', 'application/jsonp'],
])('refuses a media type that is %s', (_, contentType) => {
  expect(problemOf(valid, { contentType }).code).toBe('unsupported_media_type');
});

describe('refuses as malformed', () => {
  test.each<[string, string | null]>([
    ['no body', null],
    ['an empty one', ''],
    ['a cut off one', '{"name":'],
    ['two values', '{} {}'],
    ['a comment', '{"name":"one",/* */"amount":"5"}'],
    ['a bare word', 'undefined'],
    ['not a number', '{"name":NaN}'],
    ['null', 'null'],
    ['an array', '[]'],
    ['a member named twice', '{"name":"one","amount":"5","amount":"500"}'],
    ['a member named twice in two spellings', '{"name":"one","amount":"5","\\u0061mount":"500"}'],
    ['a prototype', '{"name":"one","amount":"5","__proto__":{"x":1}}'],
  ])('%s', (_, text) => {
    expect(problemOf(text).code).toBe('malformed_request');
  });

  test('bytes that are not UTF-8', () => {
    const text = Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString('base64');
    expect(problemOf(text, { isBase64: true }).code).toBe('malformed_request');
  });

  test('nesting one level deeper than allowed, and not one less', () => {
    const nested = (levels: number) => `{"name":"one","amount":"5","tags":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(read(nested(bodyDepthMax - 1)).tags).toBeDefined();
    expect(problemOf(nested(bodyDepthMax)).detail).toContain('nested deeper');
  });
});

test('sees no members in what stands inside a string', () => {
  expect(read('{"name":"one","amount":"5","tags":["{\\"a\\":1,\\"a\\":2}"]}').tags).toHaveLength(1);
});

test('refuses a card number before anything else is looked at, also where any text is allowed', () => {
  const { code, reasons } = problemOf('{"name":"one","amount":"5","tags":["4111111111111111"]}');
  expect([code, reasons]).toMatchObject(['malformed_request', [{ pointer: '/tags/0', code: 'card_number' }]]);
  expect(problemOf('{"unknown":"4111111111111111"}').reasons).toMatchObject([{ code: 'card_number' }]);
});

test('takes the largest body and refuses one byte more', () => {
  const padded = (bytes: number) => valid + ' '.repeat(bytes - valid.length);
  expect(read(padded(bodyBytesMax))).toEqual({ name: 'one', amount: '5' });
  expect(problemOf(padded(bodyBytesMax + 1)).code).toBe('payload_too_large');
});

describe('names what is wrong', () => {
  test.each<[string, string, [string, string]]>([
    ['a missing field', '{"name":"one"}', ['/amount', 'missing']],
    ['null', '{"name":null,"amount":"5"}', ['/name', 'wrong_type']],
    ['a number for a string', '{"name":"one","amount":5.5}', ['/amount', 'wrong_type']],
    ['too short', '{"name":"o","amount":"5"}', ['/name', 'too_short']],
    ['too long', '{"name":"12345678901","amount":"5"}', ['/name', 'too_long']],
    ['a wrong form', '{"name":"one","amount":"-5"}', ['/amount', 'wrong_format']],
    ['an unknown value', '{"name":"one","amount":"5","kind":"c"}', ['/kind', 'not_allowed']],
    ['an unknown field', '{"name":"one","amount":"5","a/b~c":1}', ['/a~1b~0c', 'unknown_field']],
  ])('%s', (_, text, [pointer, code]) => {
    expect(problemOf(text).reasons).toMatchObject([{ pointer, code }]);
  });

  test('but never repeats a value', () => {
    const problem = problemOf('{"name":"4111111111111112","amount":"4111-1111","kind":"4111"}');
    expect(problem.reasons).toHaveLength(3);
    expect(JSON.stringify([problem.detail, problem.reasons])).not.toContain('4111');
  });

  test('and stops after twenty reasons', () => {
    const fields = Array.from({ length: 50 }, (_, at) => `"field${at}":1`).join(',');
    expect(problemOf(`{${fields}}`).reasons).toHaveLength(20);
  });
});
