import { expect, test } from 'vitest';
import { checkReadiness } from '../../src/checking/check-readiness.ts';
import type { Serving } from '../../src/domain/readiness/judge-standing.ts';
import type { RegionFacts } from '../../src/domain/readiness/region-facts.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aReplica, FakeRegionState, readyGrounds } from '../support/fakes.ts';
import { silence, someFacts } from '../support/region-facts.ts';

const at = '2030-01-31T11:59:59.000Z';

/** Looks from us-east-2, the standby, unless the state says otherwise. */
function look(
  over: {
    readonly state?: FakeRegionState;
    readonly facts?: Readonly<Record<string, RegionFacts>>;
    readonly database?: typeof aReplica;
    readonly peer?: Serving;
    readonly own?: Serving;
    readonly servedBy?: string;
  } = {},
) {
  const { state = new FakeRegionState(), facts = {}, database = aReplica } = over;
  const grounds = readyGrounds();
  const view = { pk: 'watch#us-east-2', region: 'us-east-2', at, epoch: 1, assessment: 'well' as const };
  return checkReadiness({
    ...grounds,
    peerRegion: 'us-east-1',
    state,
    signals: { ...grounds.signals, readWatchView: async () => ({ ...view, signals: [], duty: 'none', because: [] }) },
    database: { own: async () => database },
    records: { readReport: async () => undefined },
    ownApi: { serving: async () => over.own ?? 'stands by' },
    peerApi: { serving: async () => over.peer ?? 'serves' },
    sharedApi: { servedBy: async () => over.servedBy ?? state.item.activeRegion },
    survey: async (region) => facts[region] ?? someFacts(),
    clock: new FakeClock(),
  });
}

test('a standby that is as the active region is, and could take over, is ready', async () => {
  expect(await look()).toMatchObject({
    ...{ region: 'us-east-2', activeRegion: 'us-east-1', standbyRegion: 'us-east-2', isReady: true, more: 0 },
    compared: { function_code: 2 },
    findings: [{ kind: 'takeover_rehearsed', grade: 'know' }],
  });
});

test('what blocks comes first, then what is to be mended', async () => {
  const report = await look({
    database: { ...aReplica, isAvailable: false },
    facts: { 'us-east-2': someFacts({ template: { failover: 'ffff' } }) },
  });
  expect(report.isReady).toBe(false);
  expect(report.findings.map(({ kind, grade }) => [kind, grade])).toEqual([
    ['database_unavailable', 'blocks'],
    ['template', 'mend'],
    ['takeover_rehearsed', 'know'],
  ]);
});

test('the loss of the active region is a finding, not an error', async () => {
  const report = await look({ facts: { 'us-east-1': silence('ECONNREFUSED') }, peer: 'gives no answer' });
  expect(report.findings.map(({ kind, region }) => [kind, region])).toEqual([
    ['health_check', 'us-east-1'],
    ['region_silent', 'us-east-1'],
    ['takeover_rehearsed', 'us-east-2'],
  ]);
});

test('the active region compares, too, and leaves to the standby what is in its way', async () => {
  const state = new FakeRegionState({ activeRegion: 'us-east-2' });
  const report = await look({
    state,
    database: { ...aReplica, isAvailable: false },
    facts: { 'us-east-1': someFacts({ template: { failover: 'ffff' } }) },
    ...{ own: 'serves', peer: 'stands by' },
  });
  expect(report).toMatchObject({ region: 'us-east-2', activeRegion: 'us-east-2', standbyRegion: 'us-east-1' });
  expect(report.findings.filter(({ grade }) => grade !== 'know')).toMatchObject([
    { kind: 'template', region: 'us-east-1', got: 'ffff' },
  ]);
});

test('of too many findings the first hundred are reported, and the others counted', async () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`transactions-${index}-dev`, 'old']));
  const report = await look({ facts: { 'us-east-2': someFacts({ function_code: many }) } });
  expect([report.findings.length, report.more]).toEqual([100, 51]);
});
