import { expect, test } from 'vitest';
import { queuesView, RegionFigures } from '../../src/server/state/region-figures.ts';
import { AHost } from '../a-host.ts';

const now = () => new Date('2030-01-01T00:00:10.000Z');

test('a replica has everything up to its lag ago', async () => {
  const host = new AHost();
  host.answers.set('us-east-2 database', { isWriter: false, isStreaming: true, lagMs: 400 });
  const figures = new RegionFigures('us-east-2', (region, hook) => host.askRegion(region, hook));
  await figures.readDatabase(now);
  expect(figures.databaseRole).toBe('replica');
  expect(figures.replica).toMatchObject({ lagMs: 400, upTo: '2030-01-01T00:00:09.600Z', isStreaming: true });
});

test('a region that does not answer keeps its figures and loses its role', async () => {
  const host = new AHost();
  host.answers.set('us-east-2 database', { isWriter: false, isStreaming: true, lagMs: 400 });
  const figures = new RegionFigures('us-east-2', (region, hook) => host.askRegion(region, hook));
  await figures.readDatabase(now);
  host.answers.clear();
  await figures.readDatabase(now);
  await figures.readQueues(now);
  expect(figures.databaseRole).toBe('unknown');
  expect(figures.replica?.lagMs).toBe(400);
  expect(figures.queues).toBeUndefined();
});

test('a replica that is promoted lags behind nobody', async () => {
  const host = new AHost();
  const figures = new RegionFigures('us-east-2', (region, hook) => host.askRegion(region, hook));
  host.answers.set('us-east-2 database', { isWriter: false, isStreaming: true, lagMs: 400 });
  await figures.readDatabase(now);
  host.answers.set('us-east-2 database', { isWriter: true, isStreaming: false });
  await figures.readDatabase(now);
  expect(figures.databaseRole).toBe('writer');
  expect(figures.replica).toBeUndefined();
});

test('dead letters are counted apart from queues, and what is put off apart from what waits', () => {
  const aQueue = { visible: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: 0 };
  const view = queuesView(
    [
      { ...aQueue, name: 'payments-queue-dev', visible: 2, inFlight: 1, oldestAgeSeconds: 3 },
      { ...aQueue, name: 'peer-outcomes-queue-dev', delayed: 200 },
      { ...aQueue, name: 'payments-dead-letters-dev', visible: 4, oldestAgeSeconds: 900 },
    ],
    '2030-01-01T00:00:00.000Z',
  );
  expect(view).toMatchObject({ waiting: 2, inFlight: 1, delayed: 200, deadLetters: 4, oldestSeconds: 3 });
  expect(view.busy.map(({ name }) => name)).toEqual(['payments-queue-dev', 'payments-dead-letters-dev']);
});
