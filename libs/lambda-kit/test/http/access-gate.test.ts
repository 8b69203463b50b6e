import type { RouteAccess } from '@redoubt/contracts';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../src/fault-error.ts';
import { assertOwn } from '../../src/http/access-gate.ts';
import { jsonAnswer } from '../../src/http/http-answer.ts';
import { httpHandler } from '../../src/http/http-handler.ts';
import { leaseViewOf } from '../../src/region-lease.ts';
import { aDoorkeeper } from '../access/a-doorkeeper.ts';
import { captureOutput } from '../captured-output.ts';
import { aContext } from '../lambda-context.ts';
import { anApiEvent } from './api-event.ts';

process.env['AWS_REGION'] = 'us-east-1';
const output = captureOutput();

/** Opens nothing: the doorkeeper knows no such name. */
const secret = 'rk_live_00000000000000000000_do-not-log-me.';
const operatorArn = 'arn:aws:sts::111122223333:assumed-role/operator-role-test/ada';

/** A lease that counts how often the region state is read for it. */
function aLease(activeRegion = 'us-east-1') {
  const state = { epoch: 3, activeRegion, mode: 'open', stage: 'verified' } as const;
  const lease = {
    reads: 0,
    async current() {
      lease.reads += 1;
      return leaseViewOf(state, 'us-east-1');
    },
  };
  return lease;
}

/** A route that says for whom it answers. */
function aDoor(access: RouteAccess, { lease = aLease(), keys = aDoorkeeper } = {}) {
  const given = typeof access === 'object' ? { access, keys } : { access };
  return httpHandler({
    ...(given as { readonly access: { readonly scope: 'payments:read' }; readonly keys: typeof keys }),
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    handle: async ({ principal, caller }) => jsonAnswer(200, { merchant: principal?.merchantId, caller }),
  });
}

const merchants = { scope: 'payments:read' } as const;

type Sent = Readonly<Record<string, string | readonly string[]>>;

function anEvent(sent: Sent = {}, over: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  const all = Object.entries(sent).map(([name, value]) => [name, [value].flat()] as const);
  return anApiEvent({
    headers: Object.fromEntries(all.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(all.map(([name, values]) => [name, [...values]])),
    ...over,
  });
}

async function ask(door: ReturnType<typeof aDoor>, event: APIGatewayProxyEvent) {
  const { statusCode, headers, body } = await door(event, aContext());
  const { trace_id: _, ...json } = JSON.parse(body) as Record<string, unknown>;
  return { status: statusCode, challenge: headers?.['WWW-Authenticate'], json };
}

const signed = (userArn: string | null) => ({ requestContext: { identity: { userArn } } as never });

describe('a public route', () => {
  test('asks nobody, and looks at no key that is sent', async () => {
    for (const sent of [{}, { Authorization: 'Bearer acme' }, { Authorization: 'nonsense' }]) {
      expect(await ask(aDoor('public'), anEvent(sent))).toMatchObject({ status: 200, json: {} });
    }
  });
});

describe('a route of operators', () => {
  test('lets in whose signature the gateway has checked', async () => {
    expect(await ask(aDoor('operator'), anEvent({}, signed(operatorArn)))).toMatchObject({
      status: 200,
      json: { caller: operatorArn },
    });
  });

  test.each<[string, Sent, Partial<APIGatewayProxyEvent>]>([
    ['nobody has signed', {}, signed(null)],
    ['the gateway says nothing of', {}, {}],
    ['has an empty name', {}, signed('')],
    ["shows a merchant's key", { Authorization: 'Bearer acme' }, signed(null)],
  ])('refuses what %s', async (_, sent, over) => {
    const lease = aLease();
    const answer = await ask(aDoor('operator', { lease }), anEvent(sent, over));
    expect(answer).toMatchObject({ status: 403, challenge: undefined, json: { code: 'access_denied' } });
    expect(lease.reads).toBe(0);
  });
});

describe('a route of merchants', () => {
  test.each(['Authorization', 'authorization', 'AUTHORIZATION'])(
    'knows the merchant by the header %s',
    async (name) => {
      expect(await ask(aDoor(merchants), anEvent({ [name]: 'Bearer acme' }))).toMatchObject({
        status: 200,
        json: { merchant: 'acme' },
      });
    },
  );

  test('reads a header that only the single values have', async () => {
    const event = anApiEvent({ headers: { Authorization: 'Bearer acme' } });
    expect(await ask(aDoor(merchants), event)).toMatchObject({ json: { merchant: 'acme' } });
  });

  test('gives every stranger one and the same answer, with the way in', async () => {
    const strangers: readonly [Sent, Partial<APIGatewayProxyEvent>?][] = [
      [{}],
      [{ Authorization: '' }],
      [{ Authorization: 'Bearer' }],
      [{ Authorization: `Bearer ${secret}` }],
      [{ Authorization: ['Bearer acme', 'Bearer acme'] }],
      [{ authorization: ['Bearer globex', 'Bearer acme'] }],
      [{ authorization: 'Bearer acme', AUTHORIZATION: 'Bearer acme' }],
      [{ 'X-Api-Key': 'acme' }],
      [{}, { queryStringParameters: { access_key: 'acme', Authorization: 'Bearer acme' } }],
      [{}, signed(operatorArn)],
      [{}, { body: '{', pathParameters: { id: '4111111111111111' } }],
    ];
    const answers = await Promise.all(strangers.map(([sent, over]) => ask(aDoor(merchants), anEvent(sent, over))));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="redoubt"',
      json: { code: 'access_key_invalid' },
    });
  });

  test('refuses a key without the scope, and says which it needs', async () => {
    const lease = aLease();
    const answer = await ask(aDoor(merchants, { lease }), anEvent({ Authorization: 'Bearer acme:payments:write' }));
    expect(answer).toMatchObject({ status: 403, challenge: undefined, json: { code: 'access_denied' } });
    expect(answer.json['detail']).toContain('payments:read');
    expect(lease.reads).toBe(0);
  });

  test.each(['us-east-1', 'us-east-2'])(
    'costs no read of the region state for a stranger while %s is active',
    async (active) => {
      const lease = aLease(active);
      expect((await ask(aDoor(merchants, { lease }), anEvent())).status).toBe(401);
      expect(lease.reads).toBe(0);
      const known = await ask(aDoor(merchants, { lease }), anEvent({ Authorization: 'Bearer acme' }));
      expect([known.status, lease.reads]).toEqual([active === 'us-east-1' ? 200 : 503, 1]);
    },
  );

  test('answers 503 while nobody knows who may come in, never 200 and never 401', async () => {
    const keys = { admit: () => Promise.reject(new FaultError('store_unreachable', 'no quorum')) };
    const answer = await ask(aDoor(merchants, { keys }), anEvent({ Authorization: 'Bearer acme' }));
    expect(answer).toMatchObject({ status: 503, json: { code: 'store_unreachable', retryable: true } });
  });

  test.each([
    ['the key of idempotency', { 'Idempotency-Key': 'key-1' }, { id: 'pay_1' }, 'key-1'],
    ['the id in the path', {}, { id: 'pay_1' }, 'pay_1'],
    ['nothing', {}, null, ''],
  ] as const)("passes a canary's pass on with %s", async (_, sent, pathParameters, subject) => {
    const seen: unknown[] = [];
    const keys = {
      admit: async (credentials: unknown) => {
        seen.push(credentials);
        return undefined;
      },
    };
    await ask(aDoor(merchants, { keys }), anEvent({ ...sent, 'Redoubt-Canary-Pass': 'cp1' }, { pathParameters }));
    expect(seen).toEqual([{ authorization: [], canaryPass: 'cp1', subject }]);
  });
});

describe('a log', () => {
  test('counts who was refused, and nobody else', async () => {
    await ask(aDoor(merchants), anEvent());
    expect(output.text()).toContain('"RefusedKeys":1');
    await ask(aDoor(merchants), anEvent({ Authorization: 'Bearer acme:payments:write' }));
    await ask(aDoor(merchants), anEvent({ Authorization: 'Bearer acme' }));
    await ask(aDoor('operator'), anEvent());
    expect(output.text().match(/"RefusedKeys":1/g)).toHaveLength(1);
  });

  test('names the key by its id, and holds nothing that opens a door', async () => {
    await ask(aDoor(merchants), anEvent({ Authorization: 'Bearer acme' }));
    expect(output.text()).toContain(`"keyId":"${'0'.repeat(20)}"`);
    for (const value of [`Bearer ${secret}`, secret, [`Bearer ${secret}`, 'Bearer acme']]) {
      await ask(aDoor(merchants), anEvent({ Authorization: value, 'Redoubt-Canary-Pass': 'do-not-log-me' }));
    }
    await ask(aDoor('public'), anEvent({ Authorization: secret }));
    expect(output.text()).toContain('access_key_invalid');
    expect(output.text()).not.toContain('do-not-log-me');
    expect(output.text()).not.toContain('Bearer');
  });
});

test('a merchant who is named must be the one whose key was shown', () => {
  const principal = { merchantId: 'acme', keyId: undefined, scopes: [] };
  expect(() => assertOwn(principal, 'acme')).not.toThrow();
  for (const other of ['globex', 'ACME', 'acme ', '', 'acme\u0000']) {
    expect(() => assertOwn(principal, other)).toThrow(expect.objectContaining({ code: 'merchant_mismatch' }));
  }
});
