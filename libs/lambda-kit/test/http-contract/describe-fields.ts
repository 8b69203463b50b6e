import type { ApiRoute } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import type { ApiUnderTest } from './api-under-test.ts';
import { type RouteCases, unstorable } from './field-cases.ts';
import { expectRefused } from './refusals.ts';

export interface FieldTests<Name extends string> {
  readonly routes: Readonly<Record<Name, ApiRoute>>;
  /** Cases of each route that takes a body. */
  readonly cases: Readonly<Partial<Record<Name, RouteCases>>>;
  anApi(): Promise<ApiUnderTest<Name>>;
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? 'absent';

/**
 * Goal: no field of any route takes what its bounds forbid, and a refusal writes nothing.
 *
 * Method: each case sends a good body with one thing changed, and compares all that was stored or announced before and
 * after. Good values at the bounds show that the bounds are where they are said to be.
 */
export function describeFields<Name extends string>({ routes, cases, anApi }: FieldTests<Name>): void {
  const all = Object.entries<RouteCases | undefined>(cases).flatMap(([name, of]) =>
    of === undefined ? [] : [[name as Name, of] as const],
  );

  test('the table knows every route with a body, and every field of each', () => {
    const withBody = Object.entries<ApiRoute>(routes).filter(([, { body }]) => body !== undefined);
    expect(all.map(([name]) => name).sort()).toEqual(withBody.map(([name]) => name).sort());
    for (const [name, { fields }] of all) {
      expect(Object.keys(fields).sort()).toEqual(Object.keys(routes[name].body?.shape ?? {}).sort());
    }
  });

  describe.each(all)('%s', (name, { body, fields }) => {
    const refuse = async (sent: string) => {
      const api = await anApi();
      return expectRefused(api, name, { body: sent, path: await api.pathOf(name) });
    };

    for (const [field, { isRequired, good, bad, refused = [] }] of Object.entries(fields)) {
      test.each(good.map((value) => [shown(value), value]))(`takes ${field} %s`, async (_, value) => {
        const api = await anApi();
        const path = await api.pathOf(name);
        const before = await api.written();
        const answer = await api.send(name, { body: { ...body, [field]: value }, path });
        expect(answer.status, answer.text).toBeLessThan(300);
        expect((await api.written()).facts).not.toEqual(before.facts);
      });

      const absent = isRequired ? [undefined] : [];
      test.each([...bad, null, ...absent].map((value) => [shown(value), value]))(
        `refuses ${field} %s`,
        async (_, value) => {
          await refuse(JSON.stringify({ ...body, [field]: value }));
        },
      );

      test.each(refused.map(([value, status]) => [shown(value), value, status] as const))(
        `refuses ${field} %s for what it says`,
        async (_, value, status) => {
          expect((await refuse(JSON.stringify({ ...body, [field]: value }))).status).toBe(status);
        },
      );

      test.each(unstorable.map((text) => [shown(text), text]))(
        `refuses %s as ${field} and inside it: no store can hold it`,
        async (_, text) => {
          const { json } = await refuse(JSON.stringify({ ...body, [field]: text }));
          expect(json.errors).toMatchObject([{ pointer: `/${field}`, code: 'unstorable_text' }]);
          await refuse(JSON.stringify({ ...body, [field]: { [text]: [text] } }));
        },
      );

      test(`refuses a card number as ${field}`, async () => {
        const { json, text } = await refuse(JSON.stringify({ ...body, [field]: { a: ['4111 1111 1111 1111'] } }));
        expect(json.errors).toMatchObject([{ pointer: `/${field}/a/0`, code: 'card_number' }]);
        expect(text).not.toContain('1111');
      });

      test(`refuses ${field} twice, also when it says the same`, async () => {
        const text = JSON.stringify(body);
        const member = `${JSON.stringify(field)}:${JSON.stringify(body[field] ?? good[0])}`;
        const { json } = await refuse(`${text.slice(0, -1)},${member},${member}}`);
        expect(json.code).toBe('malformed_request');
      });
    }
  });
}
