import { describe, expect, test } from 'vitest';
import { isPublic, publicAddressOf } from '../../src/adapters/public-address.ts';

describe('an address', () => {
  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '223.255.255.255',
  ])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ...['0.0.0.0', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '127.255.255.255'],
    ...['169.254.0.1', '169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.0.0'],
    ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:8.8.8.8', 'fd00:ec2::254', 'fe80::1', '2606:2800:220:1::1'],
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

test('of a name with several public addresses the first is taken', async () => {
  expect(await publicAddressOf('shop.example', async () => ['1.1.1.1', '8.8.8.8'])).toBe('1.1.1.1');
});

test.each([
  ['a private one behind a public one', ['1.1.1.1', '10.0.0.1']],
  ['none at all', []],
])('a name with %s has no address to send to', async (_, addresses) => {
  expect(await publicAddressOf('shop.example', async () => addresses)).toBeUndefined();
});
