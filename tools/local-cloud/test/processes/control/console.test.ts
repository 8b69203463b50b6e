import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KnownNow, type LocalCloud, startLocalCloud } from '../../../src/index.ts';
import { plantApp } from './planted-apps.ts';

/*
 * Goal: a console lives in the control process, so that it answers whatever becomes of the regions. Method: a planted console in a real
 * cloud of a tiny planted app.
 */
let folder: string;
let cloud: LocalCloud;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-cloud-console-'));
  cloud = await startLocalCloud({
    apps: [await plantApp(folder)],
    portBase: 6100,
    dataDir: join(folder, 'data'),
    healthCheckIntervalMs: 50,
    console: join(import.meta.dirname, 'planted-console.ts'),
  });
});
afterAll(async () => {
  await cloud?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Told {
  readonly known: KnownNow;
  readonly timeline: readonly string[];
  readonly queues: unknown;
}

async function told(): Promise<Told> {
  const { origin, hash } = new URL(cloud.consoleUrl);
  const answer = await fetch(origin, { headers: { 'x-key': hash.replace('#key=', '') } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Told;
}

test('has a port of its own, and a key that stands in its address', async () => {
  expect(cloud.consoleUrl).toMatch(/^http:\/\/127\.0\.0\.1:6105\/#key=[A-Za-z0-9_-]{43}$/);
  expect((await fetch(new URL(cloud.consoleUrl).origin)).status).toBe(401);
});

test('knows both regions, and asks them', async () => {
  const { known, timeline, queues } = await told();
  expect(known.regions.map(({ region, seat, process }) => [region, seat, process])).toEqual([
    ['us-east-1', 'primary', 'running'],
    ['us-east-2', 'secondary', 'running'],
  ]);
  expect(known.trafficRegions[0]).toBe('us-east-1');
  expect(timeline).toContain('us-east-1 is ready');
  expect(queues).toEqual([]);
});

test('outlives a region, and is told of its loss', async () => {
  const { processes } = await cloud.killRegion('us-east-1');
  const { known, timeline } = await told();
  expect(known.regions.map(({ process }) => process)).toEqual(['killed', 'running']);
  expect(timeline).toContain(`us-east-1 killed with its ${processes} processes`);
});
