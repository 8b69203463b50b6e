import { expect, test } from 'vitest';
import { domainNames, physicalName, regionalName } from '../src/index.ts';
import { aTopology } from './support/a-topology.ts';

test('RG2 a physical name is the resource type and the environment suffix', () => {
  expect(physicalName(aTopology({ environmentSuffix: 'pr-7' }), 'journal-table')).toBe('journal-table-pr-7');
});

test('a name that is unique beyond its region begins with the region', () => {
  expect(regionalName(aTopology(), 'us-east-2', 'archive-bucket')).toBe('us-east-2-archive-bucket-dev');
});

test('a name of 63 characters is allowed, one more is not', () => {
  const topology = aTopology();
  expect(physicalName(topology, 'a'.repeat(59))).toHaveLength(63);
  expect(() => physicalName(topology, 'a'.repeat(60))).toThrow(/up to 63 characters, got 64/);
});

test.each(['', 'Journal', 'journal_table', '-journal'])('%j is no resource type', (type) => {
  expect(() => physicalName(aTopology(), type)).toThrow(/lower-case letters, digits and dashes/);
});

test('AP2 one public name for both regions, and one for each', () => {
  const names = domainNames(aTopology());
  expect([names.zone, names.api, names.regionalApi('us-east-2')]).toEqual([
    'dev.redoubt.example',
    'api.dev.redoubt.example',
    'us-east-2.api.dev.redoubt.example',
  ]);
});
