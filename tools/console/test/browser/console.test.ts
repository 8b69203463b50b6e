import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyFile } from '../../src/index.ts';
import { startConsole } from '../../src/server/start-console.ts';
import { anEvent, paymentId } from '../a-host.ts';
import { placesOf } from '../drills/drill-places.ts';
import { someReports } from '../drills/some-reports.ts';
import { aLostPrimary, aQuietScene, type Scene } from './a-scene.ts';

/*
 * Goal: people can use every page, whatever scheme, width and device they have, also while the primary is dead; and nothing leaves the
 * machine. Method: a real browser at the real server, over a cloud in the hands of the test. Pictures are kept in test-results.
 */
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const pictures = join(import.meta.dirname, '..', '..', 'test-results');
const pages = [
  ...['/', '/failover', '/payments', `/payments/${paymentId}`, '/events', '/drills', '/readiness', '/reference'],
];
/** Text by which a page that comes in parts is known to be whole. */
const whole: Readonly<Record<string, string>> = { '/drills': 'Compare two', '/reference': 'Take a payment' };

describe.skipIf(program === undefined)('in a browser (Debian package chromium)', () => {
  let browser: Browser;
  const open: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
  });
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  afterAll(() => browser.close());

  /** Opens a page of a scene as the printed address does, and waits until it shows figures. */
  async function visit(scene: Scene, path: string, look: Parameters<Browser['newContext']>[0] = {}) {
    const places = await placesOf(someReports());
    const server = await startConsole(scene.host, places);
    const context = await browser.newContext(look);
    open.push(
      () => server.stop(),
      () => context.close(),
      () => Promise.resolve(scene[Symbol.asyncDispose]()),
    );
    const url = `http://127.0.0.1:${server.address.port}`;
    context.setDefaultTimeout(0);
    const page = await context.newPage();
    await page.goto(`${url}${path}#key=${scene.host.key}`);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.locator('main h1').waitFor({ state: 'attached' });
    if (whole[path] !== undefined) await page.getByText(whole[path]).first().waitFor();
    return { page, context, url, places };
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run()')) as axe.AxeResults;
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each(pages)('%s has no barrier, with the primary dead', async (path) => {
      const { page } = await visit(await aLostPrimary(), path, { colorScheme, viewport: { width: 1440, height: 900 } });
      await page.screenshot({ path: join(pictures, `${nameOf(path)}-${colorScheme}.png`), fullPage: true });
      expect(await violations(page)).toEqual([]);
    });
  });

  test.each(pages)('%s has no barrier while all is well, and fits 360 pixels', async (path) => {
    const { page } = await visit(await aQuietScene(), path, { viewport: { width: 360, height: 740 } });
    await page.screenshot({ path: join(pictures, `${nameOf(path)}-360.png`), fullPage: true });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await violations(page)).toEqual([]);
  });

  test('a barrier that is planted is found', async () => {
    const { page } = await visit(await aQuietScene(), '/readiness');
    await page.evaluate("document.querySelector('main').append(document.createElement('input'))");
    expect(await violations(page)).toEqual([expect.stringMatching(/^label: <input>/)]);
  });

  test('no request leaves the machine, on any page', async () => {
    const { page, context, url } = await visit(await aLostPrimary(), '/');
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(url)) elsewhere.push(request.url());
    });
    for (const name of ['Failover', 'Payments', 'Events', 'Drills', 'Readiness', 'API reference', 'Regions']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.locator('main h1', { hasText: name }).waitFor({ state: 'attached' });
      if (name === 'API reference') await page.getByText('Take a payment').first().waitFor();
    }
    expect(elsewhere).toEqual([]);
  });

  test('a kill says what will happen, by keyboard alone, and does nothing before it is confirmed', async () => {
    const scene = await aQuietScene();
    const { page } = await visit(scene, '/');
    const kill = page.getByRole('region', { name: 'us-east-1' }).getByRole('button', { name: 'Kill' });
    await kill.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Kill us-east-1?' });
    await dialog.getByText('payments fail until us-east-2 has taken over').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(scene.host.done).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => scene.host.done).toEqual(['kill us-east-1']);
  });

  test('what happens shows without a reload', async () => {
    const scene = await aQuietScene();
    const { page } = await visit(scene, '/');
    scene.host.known = {
      ...scene.host.known,
      regions: scene.host.known.regions.map((it) => ({
        ...it,
        process: it.region === 'us-east-1' ? 'killed' : it.process,
      })),
    };
    scene.host.happened({ region: 'us-east-1', stage: 'region', text: 'killed with its 11 processes' });
    await page.getByRole('region', { name: 'us-east-1' }).getByText('Lost').waitFor();
    await page.getByText('us-east-2 decides').waitFor();
  });

  test('a drill is started by keyboard, shows its steps, is stopped, and another one ends with its report', async () => {
    const { page, context } = await visit(await aLostPrimary(), '/drills');
    await page.getByRole('button', { name: 'Replay' }).first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Replay region-loss with seed 9?' });
    await dialog.getByText('The regions that you see here are not touched').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Steps of the drill' }).getByText('us-east-1: is ready').waitFor();
    await page.screenshot({ path: join(pictures, 'drills-running.png'), fullPage: true });
    expect(await violations(page)).toEqual([]);
    const again = page.locator('tr', { hasText: 'partition' }).getByRole('button', { name: 'Replay' });
    await again.click();
    const second = page.getByRole('dialog', { name: 'Replay partition with seed 4?' });
    await second.getByRole('button', { name: 'Replay' }).click();
    await second.getByText('a drill runs already').waitFor();
    await second.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('stopped before its end').waitFor();
    await again.click();
    await second.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('passed, and missed an objective in time').waitFor();
    const opened = context.waitForEvent('page');
    await page.locator('tr', { hasText: 'partition' }).getByRole('link', { name: 'Report of seed 4' }).click();
    const report = await opened;
    await report.getByRole('heading', { name: 'Drill partition' }).waitFor();
    expect(await violations(report)).toEqual([]);
  });

  test('two drills are compared, and times of another figure shown by commit', async () => {
    const { page } = await visit(await aQuietScene(), '/drills');
    await page.getByText('2.6 s slower').waitFor();
    await page.getByLabel('This one').selectOption({ index: 1 });
    await page.getByText('the same').first().waitFor();
    await page.getByLabel('Figure').selectOption('stage recover-services');
    await page.getByText('4.2 s, 6.0 s').waitFor();
  });

  test('a payment is sent from the reference with the key filled in, and its answer shown', async () => {
    const scene = await aQuietScene();
    writeFileSync(demoKeyFile(scene.host.dataDir), 'rk_test_demo');
    const asked: IncomingMessage[] = [];
    const api = createServer((incoming, outgoing) => {
      asked.push(incoming);
      outgoing.writeHead(202, { 'content-type': 'application/json' }).end('{"id":"pay_of_the_reference"}');
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    open.push(async () => api.close());
    const { page } = await visit(scene, '/reference');
    scene.host.api = { host: '127.0.0.1', port: (api.address() as AddressInfo).port };
    await page.locator('#operations-default-takePayment, .opblock').first().getByRole('button').first().click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByPlaceholder('Idempotency-Key').fill('first-payment');
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'reference-tried.png') });
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.getByText('pay_of_the_reference').first().waitFor();
    expect(asked.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['POST', '/validation/v1/payments', 'Bearer rk_test_demo'],
    ]);
    expect(asked[0]?.headers['idempotency-key']).toBe('first-payment');
  });

  test('a page of another site can press nothing', async () => {
    const scene = await aQuietScene();
    const { context, url } = await visit(scene, '/');
    const foreign = createServer(
      (_, outgoing) => void outgoing.setHeader('content-type', 'text/html').end('<p>evil</p>'),
    );
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    open.push(async () => foreign.close());
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}`);
    const press = (init: object) =>
      page.evaluate(([to, options]) => fetch(to as string, options as RequestInit).then(({ type }) => type, String), [
        `${url}/api/kill`,
        { method: 'POST', body: '{"region":"us-east-1"}', ...init },
      ] as const);
    await press({ mode: 'no-cors' });
    await press({ headers: { 'content-type': 'application/json', 'x-console-key': scene.host.key } });
    expect(scene.host.done).toEqual([]);
  });

  test('thousands of payments leave a page with as many rows as before', async () => {
    const scene = await aQuietScene();
    const { page } = await visit(scene, '/payments');
    for (let at = 0; at < 3000; at++) {
      scene.host.announce(
        'us-east-1',
        anEvent('PaymentCaptured', {}, { paymentId: `pay_${String(at).padStart(4, '0').padEnd(32, '0')}` }),
      );
    }
    await page.getByText('pay_2999').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThanOrEqual(40);
  });

  test('an address without its key says where to find it', async () => {
    const scene = await aQuietScene();
    const { url } = await visit(scene, '/');
    const stranger: BrowserContext = await browser.newContext();
    open.push(() => stranger.close());
    const page = await stranger.newPage();
    await page.goto(url);
    await page.getByText('This address lacks its key').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

function nameOf(path: string): string {
  return path === '/' ? 'regions' : path.slice(1).replace(/\/.*/, '-one');
}
