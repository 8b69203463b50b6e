import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DrillRecords } from '../../../src/server/drills/drill-records.ts';
import { ReportFiles } from '../../../src/server/drills/report-files.ts';
import { leaveReport, severalDrills, someReports } from '../../drills/some-reports.ts';

test('reads every report, those of `--all` included, oldest first, and says what became slower', async () => {
  const { runs, regressions, isPartial, unreadable } = await new DrillRecords(someReports()).read();
  expect(runs.map(({ folder }) => folder).sort()).toEqual(severalDrills.map(({ folder }) => folder).sort());
  expect(runs.at(-1)).toMatchObject({
    ...{ folder: 'region-loss-9-20260104T000000', scenario: 'region-loss', seed: 9, busyness: 2.5, passed: true },
    figures: { firstPostedMs: 7200, 'stage recover-services': 6000 },
    objectives: { firstPostedMs: 5000 },
  });
  expect(regressions.map(({ figure }) => figure)).toEqual(['firstPostedMs', 'stage recover-services']);
  expect([isPartial, unreadable]).toEqual([false, []]);
});

test('a folder that is not there holds no drill', async () => {
  expect((await new DrillRecords('/nowhere/reports').read()).runs).toEqual([]);
});

test('a report that is no JSON is named, and the others are read', async () => {
  const root = someReports([{ folder: '1' }, { folder: '2' }]);
  writeFileSync(join(root, '2', 'report.json'), '{');
  const { runs, unreadable } = await new DrillRecords(root).read();
  expect(runs.map(({ folder }) => folder)).toEqual(['1']);
  expect(unreadable.map(({ folder }) => folder)).toEqual(['2']);
});

test('a report that has changed is read again', async () => {
  const root = someReports([{ folder: '1', seed: 1 }]);
  const records = new DrillRecords(root);
  await records.read();
  leaveReport(root, { folder: '1', seed: 2 });
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, '1', 'report.json'), later, later);
  expect((await records.read()).runs.map(({ seed }) => seed)).toEqual([2]);
});

test('of more drills than are read the newest are kept', async () => {
  const root = someReports(Array.from({ length: 301 }, (_, at) => ({ folder: `${at}`, seed: at })));
  const old = new Date(Date.now() - 60_000);
  utimesSync(join(root, '7', 'report.json'), old, old);
  const { runs, isPartial } = await new DrillRecords(root).read();
  expect([runs.length, isPartial, runs.some(({ seed }) => seed === 7)]).toEqual([300, true, false]);
});

test('a report opens under the path that was told, and under no other', async () => {
  const root = someReports();
  const files = new ReportFiles(new DrillRecords(root));
  const page = await files.find(`${files.path}all/partition/report.html`);
  expect(gunzipSync(page?.gzipped ?? '').toString()).toContain('Drill partition');
  expect(page?.policy).toContain("default-src 'none'");
  const refused = [
    '/reports/x/1/report.html',
    `${files.path}1/report.json`,
    `${files.path}missing/report.html`,
    `${files.path}all/../1/report.html`,
    `${files.path}..%2F..%2Fetc/report.html`,
    `${files.path}%E0%A4%A/report.html`,
    `${files.path}1`,
  ];
  expect(await Promise.all(refused.map((path) => files.find(path)))).toEqual(refused.map(() => undefined));
});
