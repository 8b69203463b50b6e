import { SessionView } from '@redoubt/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { activeLease, keys, send, standbyLease } from '../support/api.ts';
import { FakeSessions } from '../support/fake-sessions.ts';

const { postSession } = await import('../../src/routes/post-session.ts');
const { changeSessionRoute } = await import('../../src/routes/change-session.ts');
const { getSession } = await import('../../src/routes/get-session.ts');

const visit = { merchant_id: 'acme', user_id: 'u1', attributes: { basket: 'b7' } };
let sessions: FakeSessions;

beforeEach(() => {
  sessions = new FakeSessions();
});

const start = (body: unknown = visit, lease = activeLease) => send(postSession({ sessions, lease, keys }), { body });
const change = (id: string, body: unknown, lease = activeLease) =>
  send(changeSessionRoute({ sessions, lease, keys }), { body, path: { id } });
const look = (id: string) => send(getSession({ sessions, keys }), { path: { id } });

test('a session begins at version 1 in the region that started it, and lives for an hour', async () => {
  const { statusCode, body } = await start();
  const view = SessionView.parse(JSON.parse(body));
  expect(statusCode).toBe(201);
  expect(view).toMatchObject({ ...visit, home_region: 'us-east-1', epoch: 3, version: 1 });
  const livesMs = Date.parse(view.expires_at) - Date.parse(view.created_at);
  expect(livesMs).toBeGreaterThanOrEqual(3_600_000);
  expect(livesMs).toBeLessThan(3_601_000);
  expect((await look(view.id)).problem).toEqual(view);
});

test('the same request with the same key finds the session that it started; another request is refused', async () => {
  const first = await start();
  const again = await start();
  expect([again.headers?.['Idempotency-Replayed'], again.body]).toEqual(['true', first.body]);
  expect((await start({ ...visit, attributes: {} })).problem.code).toBe('idempotency_key_reused');
  expect(sessions.stored.size).toBe(1);
});

test('a change of the version that was read makes the next one, in the region that wrote it', async () => {
  const { problem: session } = await start();
  const moved = { current: async () => ({ ...(await activeLease.current()), region: 'us-east-2', epoch: 4 }) };
  const { statusCode, problem: changed } = await change(
    session.id,
    { version: 1, attributes: { basket: 'b8' } },
    moved,
  );
  expect(statusCode).toBe(200);
  expect(changed).toMatchObject({ attributes: { basket: 'b8' }, version: 2, home_region: 'us-east-2', epoch: 4 });
  expect(changed.created_at).toBe(session.created_at);
});

test.each([
  ['older', 1],
  ['newer', 3],
])('a change of an %s version than the stored one is answered 412, and changes nothing', async (_, version) => {
  const { problem: session } = await start();
  await change(session.id, { version: 1, attributes: { step: 'two' } });
  const { statusCode, problem } = await change(session.id, { version, attributes: {} });
  expect([statusCode, problem.code]).toEqual([412, 'version_mismatch']);
  expect(sessions.stored.get(session.id)).toMatchObject({ version: 2, attributes: { step: 'two' } });
});

test('of two changes of the same version one is made and one is stale', async () => {
  const { problem: session } = await start();
  const both = await Promise.all(['a', 'b'].map((step) => change(session.id, { version: 1, attributes: { step } })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
});

describe('an unknown session is answered 404', () => {
  test.each([`ses_${'0'.repeat(32)}`, 'ses_', 'pay_1', '../x', '4111111111111111'])('%s', async (id) => {
    expect((await look(id)).statusCode).toBe(404);
    expect((await change(id, { version: 1, attributes: {} })).statusCode).toBe(404);
  });

  test('and so is one that has expired, although the table still has it', async () => {
    const { problem: session } = await start();
    const stored = sessions.stored.get(session.id);
    if (stored === undefined) throw new Error('the session must be stored');
    sessions.stored.set(session.id, { ...stored, expiresAt: Math.floor(Date.now() / 1000) });
    expect((await look(session.id)).statusCode).toBe(404);
    expect((await change(session.id, { version: 1, attributes: {} })).statusCode).toBe(404);
  });
});

test('FO4: a standby region shows sessions and writes none', async () => {
  const { problem: session } = await start();
  expect((await look(session.id)).statusCode).toBe(200);
  expect((await start(visit, standbyLease)).problem.code).toBe('region_not_active');
  expect((await change(session.id, { version: 1, attributes: {} }, standbyLease)).statusCode).toBe(503);
});

test('FO4: a session that was answered goes on in the region that takes over, under the next epoch', async () => {
  const { problem: session } = await start();
  const survivor = { current: async () => ({ ...(await activeLease.current()), region: 'us-east-2', epoch: 4 }) };
  expect((await start(visit, survivor)).problem).toEqual(session);
  const changed = await change(session.id, { version: 1, attributes: { step: 'after' } }, survivor);
  expect(changed.problem).toMatchObject({ version: 2, home_region: 'us-east-2', epoch: 4 });
  // The lost region's client, back with what it had read before.
  expect((await change(session.id, { version: 1, attributes: { step: 'before' } })).problem.code).toBe(
    'version_mismatch',
  );
});

test('a card number is refused in any attribute', async () => {
  expect((await start({ ...visit, attributes: { note: '4111111111111111' } })).problem.errors).toMatchObject([
    { pointer: '/attributes/note', code: 'card_number' },
  ]);
  expect(sessions.stored.size).toBe(0);
});
