import { expect, test } from 'vitest';
import { actsOf, linkActsOf } from '../../page/model/consequences.ts';
import { aCloud, anActive, aStandby, at } from './a-cloud.ts';

const labels = (acts: readonly { readonly label: string }[]) => acts.map(({ label }) => label);

test('a region that runs can be killed, isolated and slowed; a dead one restored; one that starts is left alone', () => {
  expect(labels(actsOf(anActive(), aCloud()))).toEqual(['Kill', 'Isolate', 'Slow']);
  expect(labels(actsOf(anActive({ process: 'killed' }), aCloud()))).toEqual(['Restore']);
  expect(actsOf(anActive({ process: 'starting' }), aCloud())).toEqual([]);
});

test('a fault of a region is healed there', () => {
  const faults = [{ id: 'fault-3', since: at, region: 'us-east-1', text: 'isolate, of us-east-1' }];
  const heal = actsOf(anActive(), aCloud({ faults })).find(({ label }) => label === 'Heal');
  expect(heal).toMatchObject({ command: 'heal', body: { id: 'fault-3' }, isHarmful: false });
  expect(labels(actsOf(aStandby(), aCloud({ faults })))).not.toContain('Heal');
});

test('a kill says who takes over, and what the database takes with it', () => {
  const stake = { countedAt: at, since: at, bookings: 3, sums: ['31.50 EUR'], isPartial: false };
  const [kill] = actsOf(anActive(), aCloud({ stake }));
  expect(kill?.consequence).toContain('payments fail until us-east-2 has taken over');
  expect(kill?.consequence).toContain('3 bookings (31.50 EUR)');
  expect(actsOf(aStandby(), aCloud({ stake }))[0]?.consequence).not.toContain('EUR');
});

test('a kill of the last region says that nobody takes over', () => {
  const cloud = aCloud({ regions: [anActive(), aStandby({ process: 'killed' })] });
  expect(actsOf(anActive(), cloud)[0]?.consequence).toContain('no payment is taken until one is back');
});

test('replication is held back on the stream that the replica opens', () => {
  const [hold] = linkActsOf(aCloud());
  expect(hold?.body).toMatchObject({ from: 'us-east-2', to: 'us-east-1', traffic: ['postgres'] });
});

test('all faults are healed at once, each named', () => {
  const faults = ['isolate', 'pause'].map((text, index) => ({ id: `fault-${index}`, since: at, text }));
  const heal = linkActsOf(aCloud({ faults })).at(-1);
  expect(heal?.label).toBe('Heal all 2 faults');
  expect(heal?.consequence).toBe('2 faults end: isolate; pause.');
});
