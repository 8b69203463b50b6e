import type { ApiRoute } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import type { ApiUnderTest } from './api-under-test.ts';
import type { ApiRequest } from './ask.ts';
import type { FieldTests } from './describe-fields.ts';
import { unstorable } from './field-cases.ts';
import { expectRefused } from './refusals.ts';

const card = '4111111111111111';
const bodyBytesMax = 64 * 1024;

/** Facts about every route: bodies as a whole, keys, and refused texts in path, query and headers. */
export function describeBodies<Name extends string>({ routes, cases, anApi }: FieldTests<Name>): void {
  const names = Object.keys(routes) as Name[];
  const bodyOf = (name: Name): string | undefined => {
    const body = cases[name]?.body;
    return body === undefined ? undefined : JSON.stringify(body);
  };
  const refuse = async (name: Name, request: ApiRequest) => {
    const api = await anApi();
    return expectRefused(api, name, { path: await api.pathOf(name), ...request });
  };
  const take = async (name: Name, request: ApiRequest) => {
    const api = await anApi();
    const answer = await api.send(name, { path: await api.pathOf(name), ...request });
    expect(answer.status, answer.text).toBeLessThan(300);
    return { api, answer };
  };

  describe.each(names.filter((name) => bodyOf(name) !== undefined))('%s', (name) => {
    const text = bodyOf(name) ?? '';
    const padded = (bytes: number): string => text + ' '.repeat(bytes - Buffer.byteLength(text));

    test.each<[string, string, number]>([
      ['nothing', '', 400],
      ['half of a body', text.slice(0, text.length / 2), 400],
      ['two bodies', text + text, 400],
      ['null', 'null', 400],
      ['a list', `[${text}]`, 400],
      ['a text', '"acme"', 400],
      ['an unknown field', `${text.slice(0, -1)},"card_number":"x"}`, 400],
      ['a field of every object', `${text.slice(0, -1)},"__proto__":{"isAdmin":true}}`, 400],
      ['a card number as a name', `${text.slice(0, -1)},"${card}":1}`, 400],
      ['17 levels', `${text.slice(0, -1)},"deep":${'['.repeat(16)}${']'.repeat(16)}}`, 400],
      ['30,000 levels', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400],
      ['one byte over 64 KiB', padded(bodyBytesMax + 1), 413],
      ['10 MB', padded(10_000_000), 413],
    ])('refuses %s', async (_, body, status) => {
      expect((await refuse(name, { body })).status).toBe(status);
    });

    test('takes exactly 64 KiB', async () => {
      await take(name, { body: padded(bodyBytesMax) });
    });

    test.each([undefined, 'text/plain', 'application/xml', 'application/jsonx'])(
      'refuses the media type %s',
      async (type) => {
        expect((await refuse(name, { body: text, headers: { 'Content-Type': type } })).status).toBe(415);
      },
    );
  });

  const unkeyed = { required: 'idempotency_key_missing', optional: 'malformed_request' } as const;
  const keyed = names.flatMap((name) => {
    const { idempotencyKey } = routes[name];
    return idempotencyKey === 'ignored' ? [] : [{ name, idempotencyKey, code: unkeyed[idempotencyKey] }];
  });
  describe.each(keyed)('$name', ({ name, idempotencyKey, code }) => {
    test.each<[string, string | undefined]>([
      ...(idempotencyKey === 'required' ? [['no', undefined] as [string, undefined]] : []),
      ['an empty', ''],
      ['a blank in the', 'a b'],
      ['a non-ASCII', 'clé'],
      ['256 characters of', 'k'.repeat(256)],
    ])('refuses %s key', async (_, key) => {
      const { status, json } = await refuse(name, { body: bodyOf(name), headers: { 'Idempotency-Key': key } });
      expect([status, json.code]).toEqual([400, code]);
    });

    test('takes a key of 255 characters', async () => {
      await take(name, { body: bodyOf(name), headers: { 'Idempotency-Key': 'k'.repeat(255) } });
    });
  });

  describe.each(names)('%s and texts outside of bodies', (name) => {
    const route: ApiRoute = routes[name];

    test('keeps no card number that comes in a header', async () => {
      const headers = { 'Idempotency-Key': card, 'X-Correlation-Id': card, 'User-Agent': card, traceparent: card };
      const api: ApiUnderTest<Name> = await anApi();
      const {
        status,
        text,
        headers: answered,
      } = await api.send(name, {
        path: await api.pathOf(name),
        body: bodyOf(name),
        headers,
      });
      expect(status, text).toBeLessThan(500);
      expect(text + JSON.stringify(answered) + (await api.sinks())).not.toContain(card);
    });

    const inPath = Object.keys(route.pathParameters ?? {});
    test.each(inPath)('knows nothing under a card number as %s', async (parameter) => {
      const answer = await refuse(name, { path: { [parameter]: card }, body: bodyOf(name) });
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain(card);
    });

    test.each(inPath)('refuses what no store can hold as %s', async (parameter) => {
      for (const text of unstorable) {
        const { status } = await refuse(name, { path: { [parameter]: text }, body: bodyOf(name) });
        expect(status).toBe(400);
      }
    });

    const inQuery = Object.keys(route.query?.shape ?? {});
    test.each(inQuery)('refuses U+0000 as %s', async (parameter) => {
      const answer = await refuse(name, { query: `${parameter}=a%00` });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ code: 'unstorable_text' }] } });
    });

    test.each(inQuery)('refuses a card number as %s', async (parameter) => {
      const answer = await refuse(name, { query: `${parameter}=${card}` });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ code: 'card_number' }] } });
      expect(answer.text).not.toContain(card);
    });
  });
}
