import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CloudClient } from '../../../src/client/cloud-client.ts';
import { connectLocalCloud, fetchAsRole, type LocalCloud, signRequest, startLocalCloud } from '../../../src/index.ts';
import { readToken, tokenFile } from '../../../src/protocol/control-token.ts';
import { tokenHeader } from '../../../src/protocol/http/caller-check.ts';
import { archiveName, personRole, plantApp, plantOtherVersion, publicName } from './planted-apps.ts';
import { startInAProgram } from './start-in-a-program.ts';

/*
 * Goal: a cloud starts from nothing but templates, loses a region, leads its public name elsewhere, gets the region back,
 * and leaves nothing behind. Method: a tiny planted app of one function behind an API in two regions, real processes.
 */
const portBase = 5900;
let folder: string;
let dataDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  dataDir = join(folder, 'data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(app: string): Promise<LocalCloud> {
  return await startLocalCloud({ apps: [app], portBase, dataDir, healthCheckIntervalMs: 50 });
}

/** Command lines of processes that work in the data directory. */
function processes(): readonly string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(dataDir) && !line.startsWith('Z'));
}

async function regionServing(cloud: LocalCloud): Promise<string> {
  const answer = await cloud.fetch(`http://${publicName}/where/region`).catch(() => undefined);
  return answer === undefined ? 'nobody' : await answer.text();
}

describe('a local cloud', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await start(await plantApp(folder));
  });
  afterAll(() => cloud.stop());

  test('serves the public name from the primary', async () => {
    expect(cloud.publicApi).toBe(`http://${publicName}`);
    expect(await regionServing(cloud)).toBe('us-east-1');
  });

  test('says what it takes over from AWS, with the value used', async () => {
    expect((await cloud.status()).takenOver).toEqual([
      { name: 'health check interval', template: 10_000, used: 50, unit: 'ms' },
      { name: 'health check failure threshold', template: 2, used: 2, unit: 'checks' },
      { name: 'DNS TTL', template: 60, used: 0, unit: 's' },
    ]);
  });

  test('passes requests of any HTTP client through its proxy', async () => {
    const curl = (url: string) =>
      execFileSync('curl', ['-s', '--proxy', cloud.internetProxy, url], { encoding: 'utf8' });
    expect(curl(`http://${publicName}/where/region`)).toBe('us-east-1');
    expect(JSON.parse(curl('http://example.com/'))).toMatchObject({ status: 502, code: 'unreachable' });
  });

  describe('a web page can kill a region: no longer, for', () => {
    const kill = `http://127.0.0.1:${portBase}/regions/us-east-1/kill`;
    /** As no SDK sends it: `fetch` sets some headers by itself. */
    function post(url: string, headers: Readonly<Record<string, string>>) {
      return new Promise<number | undefined>((resolve, reject) => {
        const request = httpRequest(url, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject).end('{}');
      });
    }
    const token = () => readToken(portBase) ?? '';

    test.each<[string, () => Readonly<Record<string, string>>, number]>([
      ['no token', () => ({}), 401],
      ['another token', () => ({ [tokenHeader]: 'A'.repeat(43) }), 401],
      ['a longer token', () => ({ [tokenHeader]: `${token()}A` }), 401],
      ['a page that knows the token', () => ({ [tokenHeader]: token(), origin: 'http://evil.example' }), 403],
      ['a page of no origin', () => ({ [tokenHeader]: token(), origin: 'null' }), 403],
      ['a form of a page', () => ({ [tokenHeader]: token(), 'sec-fetch-site': 'cross-site' }), 403],
      ['a name that was bound to loopback', () => ({ [tokenHeader]: token(), host: 'evil.example' }), 403],
    ])('%s', async (_, headers, status) => {
      expect(await post(kill, headers())).toBe(status);
      expect(await post(`http://127.0.0.1:${portBase}/stop`, headers())).toBe(status);
      expect((await cloud.status()).regions.map(({ process }) => process)).toEqual(['running', 'running']);
    });

    test.each(['/_local/database', '/_local/faults', '/_local/forwarded-event'])(
      'the hook %s of a region, which needs the token',
      async (hook) => {
        expect(await post(`http://127.0.0.11:${portBase + 1}${hook}`, {})).toBe(401);
      },
    );

    test('the strongly consistent tables, which need the token', async () => {
      const headers = { 'x-amz-target': 'DynamoDB_20120810.Scan' };
      expect(await post(`http://127.0.0.1:${portBase + 4}/`, headers)).toBe(401);
    });

    test('SDK calls of a page, whatever they are signed with', async () => {
      const authorization = 'AWS4-HMAC-SHA256 Credential=operator/20300101/us-east-1/sqs/aws4_request, Signature=none';
      expect(await post(`http://127.0.0.11:${portBase + 1}/`, { authorization, origin: 'null' })).toBe(403);
    });

    test('other users of the machine: token, log and model are for us alone', async () => {
      const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);
      const files = ['logs/us-east-1.log', 'logs/control.log', 'us-east-1/model.json', 'us-east-1/start.json'];
      expect(await modeOf(tokenFile(portBase))).toBe('600');
      for (const file of files) expect(await modeOf(join(dataDir, file)), file).toBe('600');
      for (const name of ['', 'logs', 'us-east-1'])
        expect(await modeOf(join(dataDir, name)), name).toMatch(/^7(00|11)$/);
    });
  });

  test('gives out sessions of a role, whose requests either region takes at its own name', async () => {
    expect(await cloud.roles()).toEqual([personRole]);
    const credentials = await cloud.assumeRole(personRole, 'alice');
    const textOf = async (answer: Response) =>
      answer.ok ? await answer.text() : `${answer.status} ${answer.headers.get('x-amzn-errortype')}`;
    const request = { method: 'POST', path: '/where/region' } as const;
    const send = async (region: string) => await textOf(await fetchAsRole(cloud, { credentials, region }, request));
    expect(await send('us-east-1')).toBe('us-east-1');
    expect(await send('us-east-2')).toBe('us-east-2');
    const there = { method: 'POST', url: `http://us-east-2.${publicName}/where/region` } as const;
    const { url, ...elsewhere } = await signRequest(there, { credentials, region: 'us-east-1' });
    expect(await textOf(await cloud.fetch(url, elsewhere))).toBe('403 InvalidSignatureException');
    const unsigned = await cloud.fetch(`http://us-east-2.${publicName}/where/region`, { method: 'POST' });
    expect([unsigned.status, await unsigned.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
  });

  test.each([
    ['a role that nobody may assume', 'archive-replication-test', 'alice', `there are ${personRole}`],
    ['a session without a name', personRole, '', 'STS takes 2 to 64'],
    ['a session with a slash', personRole, 'a/b', 'STS takes 2 to 64'],
    ['a session of a letter', personRole, 'a', 'STS takes 2 to 64'],
    ['a session of 65 letters', personRole, 'a'.repeat(65), 'STS takes 2 to 64'],
  ])('refuses %s', async (_, roleName, session, why) => {
    await expect(cloud.assumeRole(roleName, session)).rejects.toMatchObject({
      code: 'role_refused',
      why: expect.stringContaining(why),
    });
  });

  test('invokes a function, and tells when there is none', async () => {
    expect(await cloud.invoke('us-east-2', 'where-test', {})).toEqual({ statusCode: 200, body: 'us-east-2' });
    await expect(cloud.invoke('us-east-2', 'nowhere', {})).rejects.toThrow(/nowhere in us-east-2 answered/);
  });

  test('keeps the webhooks that its inbox receives, byte by byte', async () => {
    await fetch(cloud.inboxUrl, { method: 'POST', body: '{ "a":1 }', headers: { 'webhook-id': 'msg_1' } });
    expect(await cloud.webhooks.received()).toMatchObject([
      { method: 'POST', path: '/webhooks', body: '{ "a":1 }', headers: { 'webhook-id': 'msg_1' } },
    ]);
    await fetch(cloud.inboxUrl, { method: 'POST', body: '2' });
    const bodiesAfter = async (seen: number) => (await cloud.webhooks.received(seen)).map(({ body }) => body);
    expect(await Promise.all([0, 1, 2, 3].map(bodiesAfter))).toEqual([['{ "a":1 }', '2'], ['2'], [], []]);
    await cloud.webhooks.clear();
    expect(await cloud.webhooks.received()).toEqual([]);
    await fetch(cloud.inboxUrl, { method: 'POST', body: '3' });
    expect(await Promise.all([0, 2, 3].map(bodiesAfter))).toEqual([['3'], ['3'], []]);
  });

  test('loses a region with all its processes, leads the name elsewhere, and gets it back', async () => {
    const other = await connectLocalCloud({ portBase });
    const { processes: killed } = await other.killRegion('us-east-1');
    expect(killed).toBeGreaterThan(0);
    expect(processes().filter((line) => line.includes('us-east-1'))).toEqual([]);
    await expect(cloud.killRegion('us-east-1')).rejects.toMatchObject({ code: 'region_state_wrong' });
    await expect.poll(() => regionServing(cloud)).toBe('us-east-2');
    await cloud.restoreRegion('us-east-1');
    await expect.poll(() => regionServing(cloud)).toBe('us-east-1');
  });

  test('loses the objects of a region that were not copied, until the region is back', async () => {
    const status = await cloud.status();
    const archiveOf = (region: string) => {
      const endpoint = status.regions.find((candidate) => candidate.region === region)?.awsEndpoint ?? '';
      const credentials = { accessKeyId: 'operator', secretAccessKey: 'none' };
      return new S3Client({ region, endpoint, credentials, maxAttempts: 1 });
    };
    const put = (Key: string) =>
      archiveOf('us-east-1').send(new PutObjectCommand({ Bucket: archiveName('us-east-1'), Key, Body: Key }));
    const copyOf = (Key: string) =>
      archiveOf('us-east-2')
        .send(new HeadObjectCommand({ Bucket: archiveName('us-east-2'), Key }))
        .then(
          ({ ReplicationStatus }) => ReplicationStatus,
          (error: Error) => error.name,
        );
    await put('copied');
    await expect.poll(() => copyOf('copied')).toBe('REPLICA');
    await cloud.link.hold({ kind: 'aws', from: 'us-east-1', to: 'us-east-2' });
    await put('held');
    await cloud.killRegion('us-east-1');
    await cloud.link.restore({ kind: 'aws', from: 'us-east-1', to: 'us-east-2' });
    expect(await copyOf('held')).toBe('NotFound');
    expect(await copyOf('copied')).toBe('REPLICA');
    await cloud.restoreRegion('us-east-1');
    await expect.poll(() => copyOf('held')).toBe('REPLICA');
  });

  test('changes a stack of one region while it runs, keeps it over a loss, and changes it back', async () => {
    const where = async () => ((await cloud.invoke('us-east-2', 'where-test', {})) as { readonly body: string }).body;
    const digest = async () => (await cloud.stacks()).find(({ stackName }) => stackName === 'app-secondary')?.digest;
    const before = await digest();
    const other = await plantOtherVersion(folder);
    expect(await cloud.deployStack('app-secondary', other)).toEqual({ put: 1, removed: 0 });
    expect(await where()).toBe('other in us-east-2');
    expect(await cloud.invoke('us-east-1', 'where-test', {})).toEqual({ statusCode: 200, body: 'us-east-1' });
    expect(await digest()).not.toBe(before);
    await cloud.killRegion('us-east-2');
    await cloud.restoreRegion('us-east-2');
    expect(await where()).toBe('other in us-east-2');
    expect(await cloud.rollBackStack('app-secondary')).toEqual({ put: 1, removed: 0 });
    expect(await where()).toBe('us-east-2');
    expect(await digest()).toBe(before);
  });

  test('refuses to change a stack that is not deployed, and what belongs to more than one region', async () => {
    const other = await plantOtherVersion(folder);
    await expect(cloud.deployStack('nothing', other)).rejects.toMatchObject({ code: 'deployment_refused' });
    await expect(cloud.rollBackStack('app-primary')).rejects.toMatchObject({ code: 'deployment_refused' });
    const records = join(other, 'cdk.out', 'app-primary.template.json');
    await writeFile(records, (await readFile(records, 'utf8')).replace('"TTL":"60"', '"TTL":"30"'));
    await expect(cloud.deployStack('app-primary', other)).rejects.toMatchObject({
      code: 'deployment_refused',
      message: expect.stringMatching(/RecordSet\) can not change/),
    });
  });

  test('refuses a region and a link that do not exist, and names those that do', async () => {
    await expect(cloud.killRegion('eu-west-1')).rejects.toMatchObject({
      code: 'region_unknown',
      why: expect.stringContaining('us-east-1, us-east-2'),
    });
    await expect(cloud.link.cut({ kind: 'aws', from: 'us-east-1', to: 'us-east-1' })).rejects.toMatchObject({
      code: 'region_unknown',
      why: expect.stringContaining('aws us-east-1→us-east-2'),
    });
  });

  test('refuses a second one on the same data directory and on the same ports', async () => {
    await expect(start(join(folder, 'app'))).rejects.toMatchObject({ code: 'data_dir_in_use' });
    const elsewhere = { apps: [join(folder, 'app')], portBase, dataDir: join(folder, 'other') };
    await expect(startLocalCloud(elsewhere)).rejects.toMatchObject({
      code: 'port_in_use',
      fix: expect.stringContaining('--port-base 6000'),
    });
  });
});

test('nothing is left after a stop, nor after the control process was killed', async () => {
  await start(await plantApp(folder));
  const stopper = await connectLocalCloud({ portBase });
  await stopper.stop();
  expect(processes()).toEqual([]);
  expect(existsSync(tokenFile(portBase))).toBe(false);
  await start(join(folder, 'app'));
  expect(processes().length).toBeGreaterThan(0);
  const { pid } = JSON.parse(await readFile(join(dataDir, 'local-cloud.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  await expect.poll(processes).toEqual([]);
});

test('nothing is left after the program that started the cloud was killed', async () => {
  const starter = await startInAProgram(await plantApp(folder), dataDir, portBase);
  expect(processes().length).toBeGreaterThan(0);
  starter.kill('SIGKILL');
  await expect.poll(processes).toEqual([]);
});

test('nothing is left when the started cloud can not be connected to', async () => {
  vi.spyOn(CloudClient, 'connect').mockRejectedValueOnce(new Error('no status'));
  await expect(start(await plantApp(folder))).rejects.toThrow('no status');
  expect(processes()).toEqual([]);
  await expect(connectLocalCloud({ portBase })).rejects.toMatchObject({ code: 'not_running' });
});

test('a template with an unsupported resource is refused by name before anything starts', async () => {
  const app = await plantApp(folder, { Stream: { Type: 'AWS::Kinesis::Stream' } });
  await expect(start(app)).rejects.toMatchObject({
    code: 'resource_unsupported',
    message: expect.stringMatching(/AWS::Kinesis::Stream is not simulated: resource Stream .* of stack app-primary/),
    why: expect.stringContaining('app-primary.template.json'),
  });
  expect(processes()).toEqual([]);
});

test('an app that was not synthesized is refused by name', async () => {
  await expect(start(join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'assembly_missing',
    fix: 'npm run synth',
  });
});

test('no cloud at the port is an error of its own', async () => {
  await expect(connectLocalCloud({ portBase: 5999 })).rejects.toMatchObject({ code: 'not_running' });
});
