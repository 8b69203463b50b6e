import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FeedParser } from '../../page/store/feed-parser.ts';
import type { DrillHistory } from '../../src/drill-wire.ts';
import { demoKeyFile } from '../../src/index.ts';
import { startConsole } from '../../src/server/start-console.ts';
import type { RegionView } from '../../src/wire.ts';
import { AHost, aKnownNow, anEvent, aStateItem, paymentId } from '../a-host.ts';
import { placesOf } from '../drills/drill-places.ts';
import { someReports } from '../drills/some-reports.ts';
import { freePort } from '../free-port.ts';

/*
 * Goal: the console answers by itself, whatever became of the regions, and does what it is told by its own page alone. Method: its real
 * server over a cloud in the hands of the test.
 */
let host: AHost;
let url: string;
let stop: () => Promise<void>;
const headers = { 'x-console-key': 'the-key', 'content-type': 'application/json' };

beforeAll(async () => {
  host = new AHost({ host: '127.0.0.1', port: await freePort() });
  host.put(aStateItem());
  const server = await startConsole(host, await placesOf(someReports()));
  url = `http://127.0.0.1:${server.address.port}`;
  stop = () => server.stop();
});
afterAll(() => stop());

const post = (command: string, body: unknown, over: Record<string, string> = {}) =>
  fetch(`${url}/api/${command}`, { method: 'POST', headers: { ...headers, ...over }, body: JSON.stringify(body) });

/** Reads the feed until an event is the one that is waited for. */
async function feedUntil(topic: string, isIt: (data: never) => boolean, meanwhile: () => void = () => undefined) {
  const ending = new AbortController();
  const answer = await fetch(`${url}/feed`, { headers, signal: ending.signal });
  const parser = new FeedParser();
  meanwhile();
  try {
    for await (const text of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      for (const { name, data } of parser.push(text)) {
        const value = JSON.parse(data) as never;
        if (name === topic && isIt(value)) return value;
      }
    }
  } finally {
    ending.abort();
  }
  throw new Error('the feed ended');
}

test('serves its page under every address of the page, and allows it nothing from elsewhere', async () => {
  for (const path of ['/', '/failover', `/payments/${paymentId}`]) {
    const answer = await fetch(`${url}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await answer.text()).toContain('<div id="console">');
  }
  expect((await fetch(`${url}/missing.js`)).status).toBe(404);
});

test('begins a feed with the cloud as it is', async () => {
  const cloud = await feedUntil('cloud', (data: { state?: unknown }) => data.state !== undefined);
  expect(cloud).toMatchObject({ state: { epoch: 1, activeRegion: 'us-east-1' }, leaseMs: 1000, faults: [] });
});

test('asks the regions at once when a page opens, alarms included', async () => {
  host.answers.set('us-east-2 database', { isWriter: false, isStreaming: true, lagMs: 400 });
  host.answers.set('us-east-2 alarms-ringing', [{ name: 'ledger-cpu-dev', since: 0 }]);
  const cloud = await feedUntil(
    'cloud',
    ({ regions }: { regions: RegionView[] }) => regions[1]?.replica !== undefined && regions[1].alarms !== undefined,
  );
  expect(cloud).toMatchObject({
    regions: [{}, { replica: { lagMs: 400 }, alarms: { ringing: [{ name: 'ledger-cpu-dev' }] } }],
    stake: { bookings: 0 },
  });
});

test('pushes what happens: a lost region, a write of the region state, a payment', async () => {
  const killed = aKnownNow({
    regions: aKnownNow().regions.map((it) => (it.region === 'us-east-1' ? { ...it, process: 'killed' } : it)),
  });
  await feedUntil(
    'cloud',
    ({ regions }: { regions: { process: string }[] }) => regions[0]?.process === 'killed',
    () => {
      host.known = killed;
      host.happened({ region: 'us-east-1', stage: 'region', text: 'killed with its 11 processes' });
    },
  );
  await feedUntil(
    'failover',
    ({ state }: { state: { epoch: number } }) => state.epoch === 2,
    () => host.put(aStateItem({ epoch: { N: '2' }, activeRegion: { S: 'us-east-2' }, stage: { S: 'fenced' } })),
  );
  await feedUntil(
    'payments',
    (rows: { id: string; status: string }[]) =>
      rows.some(({ id, status }) => id === paymentId && status === 'captured'),
    () => host.announce('us-east-2', anEvent('PaymentCaptured')),
  );
});

test('carries out commands of its page', async () => {
  expect((await post('kill', { region: 'us-east-1' })).status).toBe(200);
  expect((await post('isolate', { region: 'us-east-2' })).status).toBe(200);
  expect((await post('heal', {})).status).toBe(200);
  expect(host.done).toEqual(['kill us-east-1', 'fault {"kind":"isolate","region":"us-east-2"}', 'heal all']);
});

test('a page of another site presses nothing', async () => {
  const before = [...host.done];
  const foreign = await post('kill', { region: 'us-east-2' }, { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  expect((await post('kill', { region: 'us-east-2' }, { 'x-console-key': '' })).status).toBe(401);
  expect((await post('kill', { region: 'us-east-2' }, { 'content-type': 'text/plain' })).status).toBe(415);
  expect(host.done).toEqual(before);
});

test('a command that is malformed or unknown says so, and does nothing', async () => {
  const before = [...host.done];
  const malformed = await post('kill', { region: 7 });
  expect(malformed.status).toBe(409);
  expect(await malformed.json()).toMatchObject({ what: 'the command is malformed' });
  expect((await post('constructor', {})).status).toBe(404);
  expect((await post('load', { rate: 201 })).status).toBe(409);
  expect(host.done).toEqual(before);
});

test('answers a failover that waits, through a region that runs', async () => {
  host.answers.set('failover-answer-failover-dev', { outcome: 'answered', toRegion: 'us-east-2' });
  const answered = await post('answer', { epoch: 2, decision: 'approved', by: 'ada', reason: 'INC-42' });
  expect(await answered.json()).toEqual({ outcome: 'answered', toRegion: 'us-east-2' });
  expect(host.done.at(-1)).toMatch(/^invoke us-east-2 failover-answer-failover-dev/);
});

test('tells the story of a payment although both regions are silent', async () => {
  host.answers.clear();
  const answer = await fetch(`${url}/api/payments/${paymentId}`, { headers });
  const story = (await answer.json()) as { steps: { kind: string }[]; sources: { name: string; failure?: string }[] };
  expect(story.steps.map(({ kind }) => kind)).toEqual(['event']);
  expect(story.sources.filter(({ failure }) => failure !== undefined).map(({ name }) => name)).toEqual([
    'ledger as us-east-1 shows it',
    'ledger as us-east-2 shows it',
  ]);
});

test('a path that is no id of a payment is refused before anybody is asked', async () => {
  expect((await fetch(`${url}/api/payments/..%2Fx`, { headers })).status).toBe(409);
});

test('a drill is started by who has the key of the cloud, and told as it goes', async () => {
  const drill = { scenario: 'region-loss', seed: 0 };
  expect((await post('drill', drill, { 'x-console-key': 'another' })).status).toBe(401);
  expect((await post('drill', drill, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await post('drill', { ...drill, scenario: '--all' })).status).toBe(409);
  expect((await post('drill', { ...drill, seed: 2 ** 32 })).status).toBe(409);
  const started = post('drill', drill);
  const view = await feedUntil('drill', ({ ended }: { ended?: object }) => ended !== undefined);
  expect(await (await started).json()).toEqual({ seed: 0 });
  expect(view).toMatchObject({
    ended: { seed: 0, exitCode: 0, lines: [expect.any(String), expect.any(String), expect.any(String)] },
  });
  expect(await (await post('stop-drill', {})).json()).toMatchObject({ what: 'no drill runs' });
});

test('tells the history of drills, and opens a report by a link of it alone', async () => {
  const history = (await (await fetch(`${url}/api/drills`, { headers })).json()) as DrillHistory;
  expect(history.runs.some(({ folder }) => folder === 'all/partition')).toBe(true);
  const report = await fetch(`${url}${history.reports}all/partition/report.html`);
  expect(await report.text()).toContain('Drill partition');
  expect(report.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(`${url}/reports/guessed/all/partition/report.html`)).status).toBe(404);
  expect((await fetch(`${url}/api/drills`)).status).toBe(401);
  expect(await (await fetch(`${url}/api/scenarios`, { headers })).json()).toEqual([
    { name: 'region-loss', summary: 'the active region is lost' },
  ]);
});

test('serves the reference from this machine, and the key of the demo merchant to its page alone', async () => {
  writeFileSync(demoKeyFile(host.dataDir), 'rk_test_demo\n');
  const view = await fetch(`${url}/api/reference`, { headers });
  expect(await view.json()).toEqual({ publicApi: host.publicApi, key: 'rk_test_demo' });
  expect((await fetch(`${url}/api/reference`)).status).toBe(401);
  const script = await fetch(`${url}/vendor/swagger-ui-bundle.js`);
  expect(await script.text()).toContain('SwaggerUIBundle');
  const document = await fetch(`${url}/documents/validation.openapi.json`);
  expect(await document.json()).toHaveProperty('openapi');
  expect((await fetch(`${url}/vendor/package.json`)).status).toBe(404);
});
