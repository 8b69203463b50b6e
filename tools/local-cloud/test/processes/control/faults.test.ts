import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectLocalCloud, type FaultInput, type LocalCloud, startLocalCloud } from '../../../src/index.ts';
import { plantApp, publicName } from './planted-apps.ts';
import { startInAProgram } from './start-in-a-program.ts';

/*
 * Every kind of fault on real processes: it is brought into force by one call, seen from outside, and its effect is gone
 * when it is healed. The app is a function behind an API in two regions.
 */
const portBase = 6100;
const east = 'us-east-1';
const central = 'us-east-2';
let folder: string;
let cloud: LocalCloud;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-cloud-faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dataDir = () => join(folder, 'data');

async function start(): Promise<LocalCloud> {
  return await startLocalCloud({
    apps: [await plantApp(folder)],
    portBase,
    dataDir: dataDir(),
    healthCheckIntervalMs: 50,
  });
}

/** Status of a request to a region's own name; 0 when there is no answer. */
async function statusIn(region: string, path = '/where/region'): Promise<number> {
  const answer = await cloud.fetch(`http://${region}.${publicName}${path}`).catch(() => undefined);
  return answer?.status ?? 0;
}

async function faultKinds(): Promise<readonly string[]> {
  return (await cloud.faults()).map(({ fault }) => fault.kind);
}

async function processOf(region: string): Promise<string | undefined> {
  return (await cloud.status()).regions.find((candidate) => candidate.region === region)?.process;
}

/** Sends a request that a paused region will answer later. */
function answersAtAll(region: string): Promise<boolean> {
  const answer = fetch(`http://${region === east ? '127.0.0.11' : '127.0.0.12'}:${portBase}/where/region`, {
    headers: { host: `${region}.${publicName}` },
  });
  return answer.then(() => true);
}

describe('a fault', () => {
  beforeAll(async () => {
    cloud = await start();
  });
  afterEach(() => cloud.heal());
  afterAll(() => cloud.stop());

  test('has an id and a seed, stands in the status and on the timeline, and is gone when it is disposed', async () => {
    {
      await using fault = await cloud.fault({ kind: 'http', region: east, path: '/where/*', status: 429, seed: 7 });
      expect(fault).toMatchObject({ id: expect.stringMatching(/^fault-\d+$/), fault: { seed: 7, rate: 1 } });
      expect((await cloud.status()).faults).toMatchObject([{ id: fault.id }]);
    }
    expect(await cloud.faults()).toEqual([]);
    const { fault } = await cloud.fault({ kind: 'clock', region: east, skewMs: 5 });
    expect(fault.seed).toBeTypeOf('number');
    const texts = (await cloud.timeline()).filter(({ stage }) => stage === 'fault').map(({ text }) => text);
    expect(texts.some((text) => text.includes('"status":429') && text.includes('"seed":7'))).toBe(true);
    expect(texts.some((text) => text.endsWith('healed'))).toBe(true);
  });

  test('of a path answers in place of the function, in its region and on its path only', async () => {
    const fault = await cloud.fault({ kind: 'http', region: east, path: '/where/region', status: 429 });
    expect([await statusIn(east), await statusIn(central), await statusIn(east, '/else')]).toEqual([429, 200, 403]);
    await fault.heal();
    await fault.heal();
    expect(await statusIn(east)).toBe(200);
  });

  test('of calls fails those to the named function', async () => {
    await cloud.fault({
      kind: 'call',
      region: east,
      service: 'lambda',
      keyPattern: 'where-*',
      effect: { error: 'ServiceException' },
    });
    await expect(cloud.invoke(east, 'where-test', {})).rejects.toThrow(/ServiceException/);
    expect(await cloud.invoke(central, 'where-test', {})).toMatchObject({ statusCode: 200 });
    await cloud.heal();
    expect(await cloud.invoke(east, 'where-test', {})).toMatchObject({ statusCode: 200 });
  });

  test('of the clock shifts the time of functions in one region', async () => {
    const aheadMs = async (region: string) => {
      const answer = (await cloud.invoke(region, 'where-test', { ask: 'time' })) as { readonly body: string };
      return Number(answer.body) - Date.now();
    };
    await cloud.fault({ kind: 'clock', region: east, skewMs: -240_000 });
    expect(await aheadMs(east)).toBeLessThan(-180_000);
    expect(await aheadMs(central)).toBeGreaterThan(-60_000);
    await cloud.heal();
    expect(await aheadMs(east)).toBeGreaterThan(-60_000);
  });

  test('closes the front door of a region, and health checks lead the name elsewhere', async () => {
    await cloud.fault({ kind: 'process', region: east, process: 'front-door' });
    expect(await statusIn(east)).toBe(0);
    expect(await cloud.invoke(east, 'where-test', {})).toMatchObject({ statusCode: 200 });
    await expect.poll(() => cloud.resolve(publicName)).toEqual(['127.0.0.12']);
    await cloud.heal();
    expect(await statusIn(east)).toBe(200);
    await expect.poll(() => cloud.resolve(publicName)).toEqual(['127.0.0.11']);
  });

  test('kills a function until it is healed', async () => {
    await cloud.fault({ kind: 'process', region: central, process: 'where-test' });
    await expect(cloud.invoke(central, 'where-test', {})).rejects.toThrow(/signal: killed/);
    expect(await statusIn(central)).toBe(502);
    await cloud.heal();
    expect(await statusIn(central)).toBe(200);
  });

  test('pauses a region: nothing of it answers, the status does, and requests are answered when it goes on', async () => {
    const fault = await cloud.fault({ kind: 'pause', region: east });
    expect(await processOf(east)).toBe('paused');
    const answered = answersAtAll(east);
    await expect.poll(() => cloud.resolve(publicName)).toEqual(['127.0.0.12']);
    expect(await processOf(central)).toBe('running');
    await fault.heal();
    expect(await answered).toBe(true);
    expect(await processOf(east)).toBe('running');
  });

  test('pauses a region by turns', async () => {
    await cloud.fault({ kind: 'pause', region: east, dutyCycle: { stopMs: 30, runMs: 30 } });
    await expect.poll(() => processOf(east), { interval: 5 }).toBe('running');
    await expect.poll(() => processOf(east), { interval: 5 }).toBe('paused');
    await cloud.heal();
    expect(await processOf(east)).toBe('running');
    expect(await statusIn(east)).toBe(200);
  });

  test('isolates a region from its peers and the quorum, and from the internet when asked to', async () => {
    const links = async () => (await cloud.status()).links.filter(({ now }) => now.state === 'cut').length;
    await cloud.fault({ kind: 'isolate', region: east });
    // Three kinds of traffic each way, and the quorum.
    expect([await links(), await statusIn(east)]).toEqual([7, 200]);
    await cloud.fault({ kind: 'isolate', region: east, fromInternet: true });
    expect(await statusIn(east)).toBe(0);
    await cloud.heal();
    expect([await links(), await statusIn(east)]).toEqual([0, 200]);
  });

  test('of one way of the link leaves the other way', async () => {
    await cloud.fault({ kind: 'link', from: east, to: central, traffic: ['aws'], effect: { cut: true } });
    const cut = (await cloud.status()).links.filter(({ now }) => now.state === 'cut');
    expect(cut).toMatchObject([{ kind: 'aws', from: east, to: central }]);
  });

  test('stays in force over a restart of its region, but for what the loss of the region ends', async () => {
    await cloud.fault({ kind: 'http', region: east, path: '/where/region', status: 503 });
    await cloud.fault({ kind: 'process', region: east, process: 'where-test' });
    await cloud.fault({ kind: 'pause', region: east });
    await cloud.killRegion(east);
    expect(await faultKinds()).toEqual(['http']);
    await cloud.restoreRegion(east);
    expect(await statusIn(east)).toBe(503);
    await cloud.heal();
    expect(await statusIn(east)).toBe(200);
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown kind', { kind: 'meteor' }, /malformed/],
    ['an unknown field', { kind: 'pause', region: east, forEver: true }, /malformed/],
    [
      'an unknown region',
      { kind: 'http', region: 'eu-west-1', path: '/', status: 500 },
      /no region is called eu-west-1/,
    ],
    ['an unknown region to pause', { kind: 'pause', region: 'eu-west-1' }, /no region is called eu-west-1/],
    ['an unknown part', { kind: 'process', region: east, process: 'nothing' }, /refuses the fault/],
    [
      'a replica that is not there',
      { kind: 'quorum-latency', region: 'eu-west-1', delayMs: [1, 2] },
      /no replica is in/,
    ],
    ['a delay that ends before it begins', { kind: 'quorum-latency', region: east, delayMs: [2, 1] }, /malformed/],
    ['a promotion of 199 ms', { kind: 'promotion', region: east, takesMs: 199 }, /malformed/],
    ['a promotion of more than two minutes', { kind: 'promotion', region: east, takesMs: 120_001 }, /malformed/],
    ['a clock that is off by more than AWS takes', { kind: 'clock', region: east, skewMs: 300_001 }, /malformed/],
  ])('of %s is refused, and nothing is in force', async (_, fault, message) => {
    await expect(cloud.fault(fault as FaultInput)).rejects.toThrow(message);
    expect(await cloud.faults()).toEqual([]);
  });

  test('can be healed by another program', async () => {
    await cloud.fault({ kind: 'promotion', region: central, takesMs: 120_000 });
    await (await connectLocalCloud({ portBase })).heal();
    expect(await cloud.faults()).toEqual([]);
  });
});

/** Command lines of processes that work in the data directory. */
function processesOf(data: string): readonly string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(data) && !line.startsWith('Z'));
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'a paused region ends too when the program that started it gets %s',
  async (signal) => {
    // A folder for each: PostgreSQL's own children outlive a killed server by a moment, and hold its shared memory.
    const data = join(folder, signal);
    const starter = await startInAProgram(await plantApp(folder), data, portBase);
    await (await connectLocalCloud({ portBase })).fault({ kind: 'pause', region: east });
    expect(processesOf(data).length).toBeGreaterThan(0);
    starter.kill(signal);
    await expect.poll(() => processesOf(data)).toEqual([]);
  },
);
