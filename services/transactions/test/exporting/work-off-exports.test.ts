import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { expect, test } from 'vitest';
import type { ExportPage } from '../../src/adapters/ledger-reader.ts';
import type { ExportJob } from '../../src/exporting/export-job.ts';
import { failuresMax, type WorkOffExportsDependencies, workOffExports } from '../../src/exporting/work-off-exports.ts';
import { anExport } from '../support/exports/an-export.ts';
import { ExportsInMemory } from '../support/exports/exports-in-memory.ts';
import { FilesInMemory } from '../support/exports/files-in-memory.ts';

const leaseOf = (over: Partial<Parameters<typeof leaseViewOf>[0]> = {}): LeaseView =>
  leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified', ...over }, 'us-east-1');

/** A ledger with so many pages of one row. */
function aLedger(pages: number) {
  const view = { id: `tr_${'0'.repeat(32)}`, amount_minor: '1' } as never;
  return {
    async exportPage(_: string, __: unknown, { place }: { readonly place: string }): Promise<ExportPage> {
      const at = Number(place || '0');
      return at < pages ? { views: [view], place: String(at + 1), isLast: false } : { views: [], place, isLast: true };
    },
  };
}

function aWorker(over: Partial<WorkOffExportsDependencies> = {}) {
  const exports = new ExportsInMemory();
  const files = new FilesInMemory();
  const failures: unknown[] = [];
  let nowMs = Date.parse('2026-11-29T12:00:00Z');
  const dependencies: WorkOffExportsDependencies = {
    exports,
    files,
    ledger: aLedger(3),
    // Each row is a part.
    partBytes: 1,
    lease: { current: async () => leaseOf() },
    now: () => new Date(nowMs),
    isTimeLeft: () => true,
    onFailure: (error) => failures.push(error),
    ...over,
  };
  return {
    exports,
    files,
    failures,
    add: (job: ExportJob) => exports.add(job),
    pass: (more: Partial<WorkOffExportsDependencies> = {}) => workOffExports({ ...dependencies, ...more }),
    later: (ms: number) => {
      nowMs += ms;
    },
    only: () => [...exports.jobs.values()][0],
  };
}

test('an export gets ready step by step, and is forgotten a week later', async () => {
  const worker = aWorker();
  await worker.add(anExport());
  for (const rows of [1, 2, 3]) {
    expect(await worker.pass()).toMatchObject({ steps: 1, ready: 0 });
    expect(worker.only()).toMatchObject({ status: 'pending', progress: { rows } });
  }
  expect(await worker.pass()).toMatchObject({ steps: 1, ready: 1 });
  expect(worker.only()).toMatchObject({ status: 'ready', epoch: 1, rows: 3, dueAt: '2026-12-06T12:00:00.000Z' });
  worker.later(7 * 86_400_000 - 1);
  expect(await worker.pass()).toMatchObject({ steps: 0, removed: 0 });
  worker.later(1);
  expect(await worker.pass()).toMatchObject({ steps: 0, removed: 1 });
  expect(worker.only()).toBeUndefined();
});

test('a long export holds up a short one for one step at most', async () => {
  const worker = aWorker({
    ledger: {
      exportPage: async (_, { merchantId }, { place }) =>
        (merchantId === 'short' ? aLedger(0) : aLedger(1_000)).exportPage('', {}, { place }),
    },
  });
  await worker.add(anExport({ exportId: `ex_${'a'.repeat(32)}`, dueAt: '2026-11-29T11:00:00.000Z' }));
  await worker.add(anExport({ exportId: `ex_${'b'.repeat(32)}`, merchantId: 'short' }));
  expect(await worker.pass()).toMatchObject({ steps: 2, ready: 1 });
});

test('of two that take an export one does, and the next goes on after two minutes where it died', async () => {
  const worker = aWorker();
  await worker.add(anExport());
  const died = worker.pass({ ledger: { exportPage: () => new Promise(() => undefined) } });
  // It has taken the export and waits for the ledger.
  await new Promise((resolve) => setImmediate(resolve));
  expect(await worker.pass()).toMatchObject({ steps: 0 });
  worker.later(119_999);
  expect(await worker.pass()).toMatchObject({ steps: 0 });
  worker.later(1);
  expect(await worker.pass()).toMatchObject({ steps: 1 });
  void died;
});

test.each([
  ['the standby', { activeRegion: 'us-east-2' }],
  ['a region whose ledger is not complete yet', { mode: 'recovering' as const }],
])('%s writes nothing', async (_, over) => {
  const worker = aWorker({ lease: { current: async () => leaseOf(over) } });
  await worker.add(anExport());
  expect(await worker.pass()).toMatchObject({ steps: 0 });
  expect(worker.only()).toEqual(anExport());
});

test('a region that takes over writes the file from its beginning', async () => {
  const worker = aWorker();
  await worker.add(anExport());
  await worker.pass();
  await worker.pass();
  const lease = { current: async () => leaseOf({ epoch: 2 }) };
  await worker.pass({ lease });
  expect(worker.only()).toMatchObject({ status: 'pending', progress: { epoch: 2, rows: 1 } });
  for (let step = 0; step < 3; step += 1) await worker.pass({ lease });
  expect(worker.only()).toMatchObject({ status: 'ready', epoch: 2, rows: 3 });
});

test('faults of the world are waited out, however many', async () => {
  const worker = aWorker();
  await worker.add(anExport());
  const exportPage = () => Promise.reject(new FaultError('writer_unreachable', 'said by the test'));
  for (let each = 0; each <= failuresMax; each += 1) {
    await worker.pass({ ledger: { exportPage } });
    expect(await worker.pass()).toMatchObject({ steps: 0 });
    worker.later(5_000);
  }
  expect(worker.failures).toHaveLength(failuresMax + 1);
  await worker.pass();
  expect(worker.only()).toMatchObject({ status: 'pending', failures: 0, progress: { rows: 1 } });
});

test(`an export that fails ${failuresMax} times in a row has failed`, async () => {
  const worker = aWorker({ ledger: { exportPage: () => Promise.reject(new TypeError('a mistake of ours')) } });
  await worker.add(anExport());
  for (let each = 1; each < failuresMax; each += 1) {
    expect(await worker.pass()).toMatchObject({ failed: 0 });
    worker.later(5_000);
  }
  expect(worker.only()).toMatchObject({ status: 'pending', failures: failuresMax - 1 });
  expect(await worker.pass()).toMatchObject({ failed: 1 });
  expect(worker.only()).toMatchObject({ status: 'failed', reason: 'export_not_written' });
});

test('a pass tells how long the oldest export has been under way', async () => {
  const worker = aWorker();
  await worker.add(anExport({ pendingSince: '2026-11-29T11:59:00.000Z' }));
  expect(await worker.pass()).toMatchObject({ oldestMs: 60_000 });
});
