import { type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { type ApiRequest, aDoorkeeper, ask } from '@redoubt/lambda-kit/http-contract';
import { expect, test } from 'vitest';
import { routes } from '../../src/api.ts';
import { underWayMax } from '../../src/exporting/order-export.ts';
import { orderExportRoute } from '../../src/exporting/order-export-route.ts';
import { showExportRoute } from '../../src/exporting/show-export-route.ts';
import { settlingMs } from '../../src/reading/show-statement.ts';
import '../support/api-event.ts';
import { anExport } from '../support/exports/an-export.ts';
import { ExportsInMemory } from '../support/exports/exports-in-memory.ts';

const leaseOf = (epoch: number, activeRegion = 'us-east-1'): LeaseView =>
  leaseViewOf({ epoch, activeRegion, mode: 'open', stage: 'verified' }, 'us-east-1');

function anApi() {
  const exports = new ExportsInMemory();
  let lease = leaseOf(1);
  const dependencies = {
    exports,
    links: { link: async (key: string, seconds: number) => `https://files.example/${key}?${seconds}` },
    lease: { current: async () => lease },
    keys: aDoorkeeper,
  };
  const [order, show] = [orderExportRoute(dependencies), showExportRoute(dependencies)];
  const asAcme = { Authorization: 'Bearer acme' };
  return {
    exports,
    become: (next: LeaseView) => {
      lease = next;
    },
    order: (over: Readonly<Record<string, unknown>> = {}, key = 'key-1', headers: ApiRequest['headers'] = asAcme) =>
      ask(order, { body: { ...asked, ...over }, headers: { 'Idempotency-Key': key, ...headers } }),
    show: (id: string) => ask(show, { path: { id }, headers: asAcme }),
  };
}

const asked = { what: 'transfers', format: 'csv', from: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00+01:00' };

test('an order is answered 202 with where it is shown, and again the same for its key', async () => {
  const api = anApi();
  const first = await api.order();
  expect(first.status).toBe(routes['post-export'].answer.status);
  expect(first.json).toMatchObject({
    merchant_id: 'acme',
    status: 'pending',
    what: 'transfers',
    from: '2026-10-01T00:00:00.000Z',
    until: '2026-10-31T23:00:00.000Z',
    rows: 0,
    bytes: 0,
  });
  expect(first.headers['Location']).toBe(`/transactions/v1/exports/${first.json.id}`);
  const again = await api.order();
  expect(again.text).toBe(first.text);
  expect(again.headers).toMatchObject({ 'Idempotency-Replayed': 'true', Location: first.headers['Location'] });
  expect(api.exports.jobs.size).toBe(1);
  expect((await api.order({}, 'key-2')).json.id).not.toBe(first.json.id);
});

test.each([
  ['what', { what: 'payments' }],
  ['format', { format: 'ndjson' }],
  ['currency', { currency: 'EUR' }],
  ['from', { from: '2026-10-01T00:00:00.001Z' }],
  ['until', { until: '2026-10-31T22:59:59.999Z' }],
])('a key that is used again with another %s is refused', async (_, over) => {
  const api = anApi();
  await api.order();
  expect((await api.order(over)).json).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
});

test('the same times in another time zone are the same order', async () => {
  const api = anApi();
  await api.order();
  expect((await api.order({ until: '2026-10-31T23:00:00Z' })).status).toBe(202);
});

test('an export up to now begins when nothing can be recorded any more before its end', async () => {
  const api = anApi();
  const until = new Date(Date.now() - 1_000).toISOString();
  await api.order({ until });
  const [job] = api.exports.jobs.values();
  expect(Date.parse(job?.dueAt ?? '') - Date.parse(until)).toBe(settlingMs);
});

test(`the export after ${underWayMax} that are under way is refused, a repeat of one of them is not`, async () => {
  const api = anApi();
  for (let each = 1; each <= underWayMax; each += 1) expect((await api.order({}, `key-${each}`)).status).toBe(202);
  expect((await api.order({}, 'one-more')).json).toMatchObject({ status: 422, code: 'too_many_exports' });
  expect((await api.order({}, 'key-1')).status).toBe(202);
  expect((await api.order({}, 'one-more', { Authorization: 'Bearer globex' })).status).toBe(202);
});

test('a ready file has a link, which a pending and a failed one have not', async () => {
  const api = anApi();
  const { exportId } = anExport();
  const { progress: _, failures: __, pendingSince: ___, ...job } = anExport({ format: 'csv' });
  const dueAt = new Date(Date.now() + 1_000_000).toISOString();
  await api.exports.add({ ...job, status: 'ready', epoch: 1, rows: 7, bytes: 700, dueAt });
  const ready = await api.show(exportId);
  expect(ready.json).toMatchObject({
    status: 'ready',
    rows: 7,
    bytes: 700,
    expires_at: dueAt,
    link: { url: `https://files.example/${exportId}/1.csv?300` },
  });
  const goodForMs = Date.parse(ready.json['link']['expires_at']) - Date.now();
  expect(goodForMs).toBeLessThanOrEqual(300_000);

  api.exports.jobs.clear();
  await api.exports.add({ ...job, status: 'failed', reason: 'export_too_large', dueAt });
  const failed = await api.show(exportId);
  expect(failed.json).toMatchObject({ status: 'failed', reason: 'export_too_large', expires_at: dueAt });
  expect(failed.json).not.toHaveProperty('link');

  api.exports.jobs.clear();
  await api.exports.add(anExport());
  const pending = await api.show(exportId);
  expect(pending.json).not.toHaveProperty('link');
  expect(pending.headers['Retry-After']).toBe('2');
});

test('a file that is forgotten is answered as one that has never been', async () => {
  const api = anApi();
  const { progress: _, failures: __, pendingSince: ___, ...job } = anExport();
  const dueAt = new Date(Date.now() - 1).toISOString();
  await api.exports.add({ ...job, status: 'ready', epoch: 1, rows: 0, bytes: 0, dueAt });
  const { status, json } = await api.show(job.exportId);
  const never = await api.show(`ex_${'f'.repeat(32)}`);
  expect([status, json.code, json['detail']]).toEqual([404, 'not_found', never.json['detail']]);
});

test('after a failover a file of the ledger before is pending again, and then of the promoted one', async () => {
  const api = anApi();
  const { progress: _, failures: __, pendingSince: ___, ...job } = anExport();
  const dueAt = new Date(Date.now() + 1_000_000).toISOString();
  await api.exports.add({ ...job, status: 'ready', epoch: 1, rows: 7, bytes: 700, dueAt });
  api.become(leaseOf(2));
  const { json } = await api.show(job.exportId);
  expect(json).toMatchObject({ status: 'pending', rows: 0 });
  expect(json).not.toHaveProperty('link');
  expect([...api.exports.jobs.values()]).toMatchObject([{ status: 'pending', failures: 0 }]);
});

test('the standby orders and shows none', async () => {
  const api = anApi();
  api.become(leaseOf(1, 'us-east-2'));
  expect((await api.order()).json).toMatchObject({ status: 503, code: 'region_not_active' });
  expect((await api.show(anExport().exportId)).json).toMatchObject({ status: 503, code: 'region_not_active' });
});
