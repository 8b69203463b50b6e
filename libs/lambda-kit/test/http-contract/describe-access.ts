import { type ApiRoute, scopes } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import type { ApiUnderTest } from './api-under-test.ts';
import type { ApiAnswer, ApiRequest } from './ask.ts';
import type { RouteCases } from './field-cases.ts';
import { usualMerchant } from './own-key.ts';
import { expectRefused } from './refusals.ts';

export interface AccessTests<Name extends string> {
  readonly routes: Readonly<Record<Name, ApiRoute>>;
  /** A good body of each route that takes one. */
  readonly cases: Readonly<Partial<Record<Name, Pick<RouteCases, 'body'>>>>;
  /** Query of a good request, of each route that needs one. */
  readonly queries?: Readonly<Partial<Record<Name, string>>>;
  anApi(): Promise<ApiUnderTest<Name>>;
}

const otherMerchant = 'globex';

/** Ids of ours, as they stand in answers. */
const ids = /\b[a-z]{2,3}_[0-9a-f]{32}\b/g;

/**
 * Goal: no operation does anything for somebody who may not, and none tells a stranger whether an id exists.
 *
 * Method: each operation gets one good request, about things that are `acme`'s. With the one scope that it asks for it succeeds;
 * the same request is then sent by everybody else, and what is stored or announced is compared before and after.
 */
export function describeAccess<Name extends string>({ routes, cases, queries, anApi }: AccessTests<Name>): void {
  const names = Object.keys(routes) as Name[];
  const scopeOf = (name: Name): string | undefined => {
    const { access } = routes[name];
    return typeof access === 'object' ? access.scope : undefined;
  };
  const goodRequest = async (api: ApiUnderTest<Name>, name: Name, merchant = usualMerchant): Promise<ApiRequest> => {
    const body = cases[name]?.body;
    const query = new URLSearchParams(queries?.[name]);
    if (query.has('merchant_id')) query.set('merchant_id', merchant);
    return {
      path: await api.pathOf(name),
      ...(body === undefined ? {} : { body: 'merchant_id' in body ? { ...body, merchant_id: merchant } : body }),
      query: query.toString(),
    };
  };
  const withKey = (request: ApiRequest, key: string | readonly string[] | undefined): ApiRequest => ({
    ...request,
    headers: { ...request.headers, Authorization: key },
  });

  describe.each(names.filter((name) => scopeOf(name) !== undefined))('%s', (name) => {
    const scope = scopeOf(name) ?? '';
    const others = scopes.filter((each) => each !== scope);
    const { pathParameters = {}, body, query } = routes[name] as ApiRoute;
    const inBody = 'merchant_id' in (body?.shape ?? {});
    const inQuery = 'merchant_id' in (query?.shape ?? {});
    const isAboutOne = Object.keys(pathParameters).length > 0;

    test(`lets a key in that has ${scope} alone`, async () => {
      const api = await anApi();
      const answer = await api.send(name, withKey(await goodRequest(api, name), `Bearer ${usualMerchant}:${scope}`));
      expect(answer.status, answer.text).toBeLessThan(300);
    });

    test.each<[string, string | readonly string[] | undefined]>([
      ['no key', undefined],
      ['a header without a key', 'Bearer '],
      ['an unknown key', 'Bearer ?'],
      ['two headers, both good', [`Bearer ${usualMerchant}`, `Bearer ${usualMerchant}`]],
      ['two headers, of two merchants', [`Bearer ${otherMerchant}`, `Bearer ${usualMerchant}`]],
    ])('refuses %s with one answer, whatever is asked', async (_, key) => {
      const api = await anApi();
      const good = await goodRequest(api, name);
      const answer = await expectRefused(api, name, withKey(good, key));
      expect([answer.status, answer.json.code]).toEqual([401, 'access_key_invalid']);
      expect(answer.headers['WWW-Authenticate']).toBe('Bearer realm="redoubt"');
      expect(told(await expectRefused(api, name, withKey(good, undefined)))).toEqual(told(answer));
      const nonsense = { path: missingOf(good.path), body: '{', query: 'cursor=x&cursor=y' };
      expect(told(await expectRefused(api, name, withKey(nonsense, key)))).toEqual(told(answer));
    });

    test(`refuses a key that has every scope but ${scope}`, async () => {
      const api = await anApi();
      const good = await goodRequest(api, name);
      const answer = await expectRefused(api, name, withKey(good, `Bearer ${usualMerchant}:${others.join()}`));
      expect([answer.status, answer.json.code]).toEqual([403, 'access_denied']);
    });

    const namesMerchant = inBody || inQuery;
    test.each(namesMerchant ? ['merchant_id'] : [])('refuses the key of another merchant than its %s', async () => {
      const api = await anApi();
      const good = await goodRequest(api, name);
      const named = new URLSearchParams(good.query);
      if (inQuery) named.set('merchant_id', usualMerchant);
      const ofOther = {
        ...good,
        ...(inBody ? { body: { ...cases[name]?.body, merchant_id: usualMerchant } } : {}),
        query: named.toString(),
      };
      const answer = await expectRefused(api, name, withKey(ofOther, `Bearer ${otherMerchant}`));
      expect([answer.status, answer.json.code]).toEqual([403, 'merchant_mismatch']);
    });

    test.each(isAboutOne ? ['thing'] : [])(
      "answers about another merchant's %s as about one that is not there",
      async () => {
        const api = await anApi();
        const good = await goodRequest(api, name, otherMerchant);
        const ofOther = await expectRefused(api, name, withKey(good, `Bearer ${otherMerchant}`));
        const missing = { ...good, path: missingOf(good.path) };
        expect([ofOther.status, ofOther.json.code]).toEqual([404, 'not_found']);
        expect(told(ofOther)).toEqual(
          told(await expectRefused(api, name, withKey(missing, `Bearer ${otherMerchant}`))),
        );
      },
    );

    test.each(isAboutOne ? [] : [otherMerchant])('tells %s nothing of what this one has', async () => {
      const api = await anApi();
      const own = await api.send(name, withKey(await goodRequest(api, name), `Bearer ${usualMerchant}`));
      expect(own.status, own.text).toBeLessThan(300);
      const request = withKey(await goodRequest(api, name, otherMerchant), `Bearer ${otherMerchant}`);
      const ofOther = await api.send(name, request);
      expect(ofOther.status, ofOther.text).toBeLessThan(500);
      expect(ofOther.headers).not.toHaveProperty('Idempotency-Replayed');
      for (const known of [usualMerchant, ...(own.text.match(ids) ?? [])]) expect(ofOther.text).not.toContain(known);
    });
  });

  describe.each(names.filter((name) => routes[name].access === 'operator'))('%s', (name) => {
    test('lets an operator in who has signed the request', async () => {
      const api = await anApi();
      const answer = await api.send(name, await goodRequest(api, name));
      expect(answer.status, answer.text).toBeLessThan(300);
    });

    test.each([undefined, `Bearer ${usualMerchant}`])('refuses who has not signed it, with %s', async (key) => {
      const api = await anApi();
      const unsigned = { ...withKey(await goodRequest(api, name), key), caller: undefined };
      const answer = await expectRefused(api, name, unsigned);
      expect([answer.status, answer.json.code]).toEqual([403, 'access_denied']);
    });
  });

  test.each(names.filter((name) => routes[name].access === 'public'))('%s asks nobody for a key', async (name) => {
    const api = await anApi();
    const answer = await api.send(name, withKey(await goodRequest(api, name), undefined));
    expect(answer.status, answer.text).toBeLessThan(300);
  });
}

/** A path to nothing: the ids of a path, changed in their last sign. */
function missingOf(path: ApiRequest['path'] = {}): NonNullable<ApiRequest['path']> {
  const changed = (id: string): string => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
  return Object.fromEntries(Object.entries(path).map(([name, id]) => [name, changed(id)]));
}

/** All that an answer tells, without the ids of its trace. */
function told({ status, headers, json: { trace_id: _, ...json } }: ApiAnswer) {
  const { 'X-Correlation-Id': __, ...others } = headers;
  return { status, headers: others, json };
}
