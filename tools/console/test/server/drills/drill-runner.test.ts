import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { DrillView } from '../../../src/drill-wire.ts';
import { ConsoleError } from '../../../src/server/console-error.ts';
import { DrillRunner } from '../../../src/server/drills/drill-runner.ts';
import { placesOf } from '../../drills/drill-places.ts';
import { someReports } from '../../drills/some-reports.ts';

/*
 * Goal: one drill at a time, told as it goes, and ended when that is asked for. Method: real processes of a program that says what
 * `redoubt drill run` says.
 */
let runner: DrillRunner | undefined;
afterEach(() => runner?.close());

async function aRunner(over: object = {}) {
  const waiting: (() => void)[] = [];
  const places = { ...(await placesOf(someReports([]))), ...over };
  const onChange = () => {
    for (const look of waiting.splice(0)) look();
  };
  const made = new DrillRunner(places, { onChange, now: () => new Date() });
  runner = made;
  /** Waits until the view is one that is waited for: each change is looked at. */
  async function until(isIt: (view: DrillView) => boolean): Promise<DrillView> {
    for (;;) {
      if (isIt(made.view())) return made.view();
      await new Promise<void>((resolve) => void waiting.push(resolve));
    }
  }
  return { made, places, until };
}

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof ConsoleError ? error.refusal : error),
  );

test('runs redoubt on ports and a folder of its own, and tells its lines', async () => {
  const { made, places, until } = await aRunner();
  expect(await made.start({ scenario: 'region-loss', seed: 0 })).toEqual({ seed: 0 });
  const { running, ended } = await until((view) => view.ended !== undefined);
  expect(running).toBeUndefined();
  expect(ended).toMatchObject({ scenario: 'region-loss', seed: 0, exitCode: 0 });
  expect(ended?.folder).toMatch(/^region-loss-0-\d{8}T\d{6}$/);
  const [said = '', ...lines] = ended?.lines ?? [];
  expect(lines).toEqual([
    '+  1.20 s  start     us-east-1  is ready',
    '+ 21.27 s  kill      us-east-1  us-east-1 is gone',
  ]);
  expect(JSON.parse(said.replace('arguments ', ''))).toEqual([
    ...['drill', 'run', '--scenario', 'region-loss', '--seed', '0', '--out', `${places.reports}/${ended?.folder}`],
    ...['--port-base', String(places.portBase), '--data-dir', places.dataDir, '--no-synth'],
  ]);
});

test.each([4, 5])('tells that a drill has ended with %s', async (exitCode) => {
  const { made, until } = await aRunner();
  await made.start({ scenario: 'region-loss', seed: exitCode });
  expect((await until((view) => view.ended !== undefined)).ended?.exitCode).toBe(exitCode);
});

test('a drill that can not be carried out leaves its last words and no report', async () => {
  const { made, until } = await aRunner();
  await made.start({ scenario: 'region-loss', seed: 1 });
  const { ended } = await until((view) => view.ended !== undefined);
  expect(ended?.lines.at(-1)).toContain('port_in_use');
  expect(ended).not.toHaveProperty('folder');
});

test('a second one is refused with the reason while one runs, and taken when it has been stopped', async () => {
  const { made, until } = await aRunner();
  const both = [made.start({ scenario: 'region-loss', seed: 9 }), made.start({ scenario: 'partition', seed: 0 })];
  const refusals = await Promise.all(both.map(refusalOf));
  expect(refusals).toEqual([undefined, expect.objectContaining({ what: 'a drill runs already' })]);
  expect(await refusalOf(made.start({ scenario: 'partition', seed: 0 }))).toMatchObject({
    why: expect.stringContaining('region-loss, seed 9'),
  });
  await until(({ running }) => running?.lines.some((line) => line.includes('is ready')) === true);
  made.stop();
  expect(made.view().running?.isStopping).toBe(true);
  const { ended } = await until((view) => view.ended !== undefined);
  expect(ended).toMatchObject({ seed: 9, exitCode: 130 });
  expect(() => made.stop()).toThrow('no drill runs');
  await made.start({ scenario: 'partition', seed: 0 });
  await until((view) => view.ended?.scenario === 'partition');
});

test('a drill in a terminal, which has the ports, is one that runs', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const portBase = typeof address === 'object' && address !== null ? address.port : 0;
  const { made, until } = await aRunner({ portBase });
  expect(await refusalOf(made.start({ scenario: 'region-loss', seed: 0 }))).toMatchObject({
    what: 'a drill runs already',
    why: expect.stringContaining(`port ${portBase}`),
  });
  await new Promise((resolve) => other.close(resolve));
  await made.start({ scenario: 'region-loss', seed: 0 });
  await until((view) => view.ended !== undefined);
});

test('without a seed it draws one, and says which', async () => {
  const { made, until } = await aRunner({ program: ['-e', ''] });
  const { seed } = await made.start({ scenario: 'region-loss' });
  const { ended } = await until((view) => view.ended !== undefined);
  expect(ended?.seed).toBe(seed);
});
