import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RegionReport, RegionStart } from '../../../src/protocol/region-start.ts';

/** The region as a process, with nothing deployed: how it starts, reports and ends. */

const started: { readonly child: ChildProcess; readonly folder: string }[] = [];

afterEach(async () => {
  for (const { child, folder } of started.splice(0)) {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
});

/** Below the ports that the system gives to outgoing connections, of which the other tests have many. */
async function aRegionProcess(portBase = randomInt(10_000, 14_000)) {
  const folder = await mkdtemp(join(tmpdir(), 'region-process-'));
  const nowhere = { host: '127.0.0.1', port: 9 };
  const start: RegionStart = {
    region: 'us-east-1',
    modelFile: join(folder, 'model.json'),
    address: '127.0.0.1',
    portBase,
    dataDir: folder,
    logFile: join(folder, 'region.log'),
    eventsFile: join(folder, 'events.ndjson'),
    messagesFile: join(folder, 'messages.ndjson'),
    databaseRole: 'writer',
    writerRegion: 'us-east-1',
    restored: false,
    links: {},
    quorum: nowhere,
    control: nowhere,
    dns: nowhere,
    internetProxy: nowhere,
    webhookOrigins: [],
    token: 'a token',
    roleKey: 'a key',
    databasePassword: 'a password',
    zone: 'redoubt.example',
    alarmPeriodScale: 0.1,
  };
  const model = {
    account: '000000000000',
    region: 'us-east-1',
    suffix: 'test',
    peers: [],
    resources: [],
    roles: [],
    assetFolders: {},
    templates: {},
    buckets: {},
  };
  await writeFile(start.modelFile, JSON.stringify(model));
  await writeFile(join(folder, 'start.json'), JSON.stringify(start));
  const child = fork(new URL('../../../src/processes/region/main.ts', import.meta.url), [join(folder, 'start.json')], {
    stdio: 'ignore',
    execArgv: [],
  });
  started.push({ child, folder });
  return { child, start };
}

/** The first report of a type; a start that fails instead says why. */
function reported<Type extends RegionReport['type']>(child: ChildProcess, type: Type) {
  return new Promise<Extract<RegionReport, { type: Type }>>((resolve, reject) => {
    child.on('message', (report: RegionReport) => {
      if (report.type === type) resolve(report as Extract<RegionReport, { type: Type }>);
      else if (report.type === 'failed') reject(new Error(`${report.failure.what}: ${report.failure.why}`));
    });
  });
}

test.each<[string, (child: ChildProcess) => void]>([
  ['the channel to control closes', (child) => child.disconnect()],
  ['control says so', (child) => child.send({ type: 'stop' })],
  ['it is asked to terminate', (child) => child.kill('SIGTERM')],
])('a region ends itself when %s', async (_, end) => {
  const { child, start } = await aRegionProcess();
  await reported(child, 'ready');
  expect((await fetch(`http://${start.address}:${start.portBase}/`)).status).toBe(403);
  end(child);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('an interrupt from the terminal does not end a region: control decides', async () => {
  const { child, start } = await aRegionProcess();
  await reported(child, 'ready');
  child.kill('SIGINT');
  expect((await fetch(`http://${start.address}:${start.portBase}/`)).status).toBe(403);
  expect(child.exitCode).toBeNull();
});

test('a port in use ends the start with what to do', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as { port: number };
  try {
    const { child, start } = await aRegionProcess(port);
    const { failure } = await reported(child, 'failed');
    expect(failure).toMatchObject({
      code: 'port_in_use',
      what: 'region us-east-1 can not start',
      fix: expect.stringContaining('--port-base'),
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(await readFile(start.logFile, 'utf8')).toContain('EADDRINUSE');
  } finally {
    squatter.close();
  }
});
