import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { CloudStatus } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { describe as describeChecks } from '../src/commands/doctor.ts';
import { checkNode, checkPorts, checkUser } from '../src/doctor/checks.ts';
import { bannerLines, curlLine } from '../src/output/banner.ts';
import { describeTraffic } from '../src/output/describe-regions.ts';
import { paymentLines } from '../src/output/payment-lines.ts';
import { webhookLine } from '../src/output/webhook-line.ts';

const cloud = {
  publicApi: 'http://api.dev.redoubt.example',
  internetProxy: 'http://127.0.0.1:4602',
  dataDir: '/data',
  portBase: 4600,
  consoleUrl: 'http://127.0.0.1:4605/#key=k',
};
const status: CloudStatus = {
  suffix: 'dev',
  ...cloud,
  regionState: { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  regions: [
    {
      region: 'us-east-1',
      seat: 'primary',
      process: 'running',
      trafficRole: 'active',
      databaseRole: 'writer',
      frontDoor: 'http://127.0.0.11:4600',
      awsEndpoint: 'http://127.0.0.11:4601',
      logFile: '/data/us-east-1/region.log',
    },
    {
      region: 'us-east-2',
      seat: 'secondary',
      process: 'killed',
      trafficRole: 'standby',
      databaseRole: 'replica',
      frontDoor: 'http://127.0.0.12:4600',
      awsEndpoint: 'http://127.0.0.12:4601',
      logFile: '/data/us-east-2/region.log',
    },
  ],
  healthChecks: [],
  links: [],
  publicApiAddresses: ['127.0.0.11'],
  faults: [],
  takenOver: [],
};

test('the banner names the console first, the API, a key, both regions with their state, and four commands that reach this cloud', () => {
  const text = bannerLines(cloud, { status, key: 'rk_test_key' }).join('\n');
  expect(text.trim().split('\n')[0]).toBe('console   http://127.0.0.1:4605/#key=k');
  expect(text).toContain('\n  export REDOUBT_KEY=rk_test_key\n');
  expect(text).toContain('http://api.dev.redoubt.example leads to 127.0.0.11 (epoch 1, open)');
  expect(text).toContain('us-east-1  primary    active  writer   http://127.0.0.11:4600');
  expect(text).toContain('us-east-2  secondary  killed  replica  http://127.0.0.12:4600');
  expect(text.match(/npm run redoubt -- .* --port-base 4600/g)).toHaveLength(4);
  expect(text).toContain('-H "Authorization: Bearer $REDOUBT_KEY"');
});

test('the curl line is one line for the shell, through the proxy', () => {
  expect(curlLine(cloud, 'acme')).toBe(
    'curl --silent --show-error --proxy http://127.0.0.1:4602 http://api.dev.redoubt.example/validation/v1/payments ' +
      '-H "Authorization: Bearer $REDOUBT_KEY" ' +
      "-H 'Content-Type: application/json' -H 'Idempotency-Key: first-payment' " +
      `-d '{"merchant_id":"acme","amount_minor":"1050","currency":"EUR"}'`,
  );
});

test('a webhook line says whether the signature verifies', () => {
  const webhook = { at: '2030-01-31T12:00:01.123Z', webhookId: 'msg_1', type: 'payment.captured', paymentId: 'pay_1' };
  const amount = '10.50 EUR';
  expect(webhookLine({ ...webhook, amount, verified: true })).toBe(
    'webhook 12:00:01.123 payment.captured pay_1 10.50 EUR, signature verified',
  );
  expect(webhookLine({ ...webhook, amount, verified: false })).toContain('DOES NOT VERIFY');
});

test('the doctor accepts the Node that Lambda runs and no older one', () => {
  expect(checkNode('24.0.0').state).toBe('ok');
  expect(checkNode('23.11.1').state).toBe('wrong');
});

test('the doctor explains root, which is no obstacle', () => {
  expect(checkUser(0).state).toBe('note');
  expect(checkUser(1000).state).toBe('ok');
  expect(checkUser(undefined).state).toBe('ok');
});

test('the doctor prints the remedy below a problem', () => {
  expect(describeChecks([checkNode('20.1.0')])).toEqual([
    '✗  Node  20.1.0; 24 or newer runs the functions',
    '   fix  npm start, which uses the Node of node_modules; on macOS install Node 24',
  ]);
});

test('the doctor names a port in use and another port base', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const result = await checkPorts('127.0.0.1', { from: port, count: 1 });
  server.close();
  expect(result).toMatchObject({ state: 'note', text: `${port} is in use, by a local cloud or another program` });
  expect(result.fix).toContain(`--port-base ${port + 100}`);
});

test('a payment is one line; a second line gives the age of a copy', () => {
  const view = {
    id: `pay_${'a'.repeat(32)}`,
    status: 'captured' as const,
    merchant_id: 'acme',
    amount_minor: '1050',
    currency: 'EUR',
    version: 2,
    created_at: '2026-11-21T10:00:00.000Z',
    updated_at: '2026-11-21T10:00:01.000Z',
  };
  const now = new Date('2026-11-21T10:01:31.999Z');
  const line = `pay_${'a'.repeat(32)} is captured: 10.50 EUR for acme.`;
  expect(paymentLines(view, now)).toEqual([line]);
  expect(paymentLines({ ...view, as_of: '2026-11-21T10:01:00.000Z' }, now)).toEqual([
    line,
    'This is a copy from 31 s ago; what happened since may not be in it.',
  ]);
  expect(paymentLines({ ...view, as_of: '2026-11-21T10:01:32.000Z' }, now).at(-1)).toContain('from 0 s ago');
});

test('while a takeover is under way, its stage is shown', () => {
  const regionState = { epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'promoted' };
  expect(describeTraffic({ ...status, regionState })).toBe(
    'http://api.dev.redoubt.example leads to 127.0.0.11 (epoch 2, recovering, promoted)',
  );
});
