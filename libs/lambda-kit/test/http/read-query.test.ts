import { expect, test } from 'vitest';
import { z } from 'zod';
import { readQuery } from '../../src/http/read-query.ts';

const Query = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), of: z.string().max(50) });

const read = (text: string) => {
  const sent = [...new URLSearchParams(text)];
  const single = sent.length === 0 ? null : Object.fromEntries(sent);
  const multiple = sent.length === 0 ? null : Object.groupBy(sent, ([name]) => name);
  return readQuery(
    {
      single,
      multiple:
        multiple &&
        Object.fromEntries(
          Object.entries(multiple).map(([name, all]) => [name, (all ?? []).map(([, value]) => value)]),
        ),
    },
    Query,
  );
};

test('reads numbers and texts, and knows what is meant where nothing is said', () => {
  expect(read('of=acme')).toEqual({ limit: 20, of: 'acme' });
  expect(read('of=acme&limit=1')).toEqual({ limit: 1, of: 'acme' });
  expect(read('limit=100&of=')).toEqual({ limit: 100, of: '' });
});

test.each<[string, string, [string, string]]>([
  ['nothing where something is wanted', '', ['/of', 'missing']],
  ['a number below its bound', 'of=acme&limit=0', ['/limit', 'too_short']],
  ['a number above its bound', 'of=acme&limit=101', ['/limit', 'too_long']],
  ['a text for a number', 'of=acme&limit=all', ['/limit', 'wrong_type']],
  ['a parameter that is not known', 'of=acme&off=1', ['/off', 'unknown_field']],
  ['a card number', 'of=4111111111111111', ['/of', 'card_number']],
  ['a card number as a name', 'of=acme&4111111111111111=1', ['', 'card_number']],
])('refuses %s', (_, text, [pointer, code]) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'malformed_request', reasons: [expect.objectContaining({ pointer, code })] }),
  );
});

test('refuses a parameter that stands twice, also when it says the same', () => {
  expect(() => read('of=acme&of=acme')).toThrow(expect.objectContaining({ code: 'malformed_request' }));
});

test('takes a cursor whose hexadecimal digits could be a card number, and no other text like it', () => {
  const place = Buffer.from('{"at":"2030-01-31T12:00:00Z"}').toString('hex');
  const cursor = `${place}4111111111111111.${'0f'.repeat(32)}`;
  const read = (name: string, value: string) =>
    readQuery({ single: { [name]: value }, multiple: null }, z.strictObject({ [name]: z.string() }));
  expect(read('cursor', cursor)).toEqual({ cursor });
  for (const [name, value] of [
    ['other', cursor],
    ['cursor', '4111111111111111'],
    ['cursor', `${cursor} `],
  ] as const) {
    expect(() => read(name, value)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  }
});
