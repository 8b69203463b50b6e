import { problemMediaType } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { type RouteName, routes } from '../../src/routes.ts';
import { anApi } from '../support/api-under-test.ts';
import { routeCases } from './field-table.ts';

/*
 * Goal: no field of any route takes what its bounds forbid, and a refusal writes nothing.
 * Method: each case sends a good body with one thing changed, over ports in memory, and compares all that was stored or
 * announced before and after. Good values at the bounds show that the bounds are where they are said to be.
 */

const all = Object.entries(routeCases).map(([name, cases]) => [name as RouteName, cases] as const);
const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? 'absent';

test('the table knows every route with a body, and every field of each', () => {
  const withBody = Object.entries(routes).filter(([, route]) => 'body' in route);
  expect(all.map(([name]) => name).sort()).toEqual(withBody.map(([name]) => name).sort());
  for (const [name, { fields }] of all) {
    const { body } = routes[name] as { readonly body: { readonly shape: object } };
    expect(Object.keys(fields).sort()).toEqual(Object.keys(body.shape).sort());
  }
});

/** Sends a text and expects it to be refused with nothing written. */
async function expectRefused(name: RouteName, body: string, headers: Record<string, string | undefined> = {}) {
  const api = await anApi();
  const before = api.written();
  const answer = await api.send(name, { body, headers, path: { id: api.sessionId } });
  expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode, answer.body).toBeLessThan(500);
  expect(answer.headers?.['Content-Type']).toBe(problemMediaType);
  expect(api.written()).toBe(before);
  return answer;
}

describe.each(all)('%s', (name, { body, fields }) => {
  for (const [field, { isRequired, good, bad }] of Object.entries(fields)) {
    test.each(good.map((value) => [shown(value), value]))(`takes ${field} %s`, async (_, value) => {
      const api = await anApi();
      const before = api.writes();
      const answer = await api.send(name, { body: { ...body, [field]: value }, path: { id: api.sessionId } });
      expect(answer.statusCode, answer.body).toBeLessThan(300);
      expect(api.writes()).toBeGreaterThan(before);
    });

    const absent = isRequired ? [undefined] : [];
    test.each([...bad, null, ...absent].map((value) => [shown(value), value]))(
      `refuses ${field} %s`,
      async (_, value) => {
        await expectRefused(name, JSON.stringify({ ...body, [field]: value }));
      },
    );

    test(`refuses ${field} twice, also when it says the same`, async () => {
      const text = JSON.stringify(body);
      const member = `${JSON.stringify(field)}:${JSON.stringify(body[field] ?? good[0])}`;
      const { problem } = await expectRefused(name, `${text.slice(0, -1)},${member},${member}}`);
      expect(problem.code).toBe('malformed_request');
    });
  }

  const text = JSON.stringify(body);
  const padded = (bytes: number): string => text + ' '.repeat(bytes - Buffer.byteLength(text));

  test.each<[string, string, number]>([
    ['nothing', '', 400],
    ['half of a body', text.slice(0, text.length / 2), 400],
    ['two bodies', text + text, 400],
    ['null', 'null', 400],
    ['a list', `[${text}]`, 400],
    ['a text', '"acme"', 400],
    ['an unknown field', JSON.stringify({ ...body, card_number: 'x' }), 400],
    ['a field of every object', `${text.slice(0, -1)},"__proto__":{"isAdmin":true}}`, 400],
    ['a card number as a name', JSON.stringify({ ...body, '4111111111111111': 1 }), 400],
    ['17 levels', `${text.slice(0, -1)},"deep":${'['.repeat(16)}${']'.repeat(16)}}`, 400],
    ['30,000 levels', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400],
    ['one byte over 64 KiB', padded(64 * 1024 + 1), 413],
    ['10 MB', padded(10_000_000), 413],
  ])('refuses %s', async (_, sent, status) => {
    const answer = await expectRefused(name, sent);
    expect(answer.statusCode).toBe(status);
  });

  test('takes exactly 64 KiB', async () => {
    const api = await anApi();
    const answer = await api.send(name, { body: padded(64 * 1024), path: { id: api.sessionId } });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  });

  test.each([undefined, 'text/plain', 'application/xml', 'application/jsonx'])(
    'refuses the media type %s',
    async (type) => {
      expect((await expectRefused(name, text, { 'Content-Type': type })).statusCode).toBe(415);
    },
  );
});

const keyed = all.filter(([name]) => routes[name].idempotencyKey === 'required');

describe.each(keyed)('%s', (name, { body }) => {
  const text = JSON.stringify(body);

  test.each([
    ['no', undefined],
    ['an empty', ''],
    ['a blank in the', 'a b'],
    ['a non-ASCII', 'clé'],
    ['256 characters of', 'k'.repeat(256)],
  ])('refuses %s key', async (_, key) => {
    const { statusCode, problem } = await expectRefused(name, text, { 'Idempotency-Key': key });
    expect([statusCode, problem.code]).toEqual([400, 'idempotency_key_missing']);
  });

  test('takes a key of 255 characters', async () => {
    const api = await anApi();
    const headers = { 'Idempotency-Key': 'k'.repeat(255) };
    expect((await api.send(name, { body: text, headers, path: { id: api.sessionId } })).statusCode).toBeLessThan(300);
  });
});
