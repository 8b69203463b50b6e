import { describe, expect, test } from 'vitest';
import { urlRefusal } from '../../src/domain/endpoint-url.ts';

const inbox = 'http://127.0.0.1:4503';

test.each([
  'https://shop.example',
  'https://shop.example:443/hooks?a=1',
  'https://größe.example/日本',
  'https://10.0.0.1.shop.example/hooks',
])('webhooks are sent to %s', (url) => {
  expect(urlRefusal(url, [])).toBeUndefined();
});

describe('no webhook is sent to', () => {
  const metadata = ['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '[::ffff:169.254.169.254]'];
  const loopback = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.0.0.1.',
    '[::1]',
    '[::ffff:7f00:1]',
  ];
  const unspecified = ['0', '0.0.0.0', '[::]'];
  const privately = [
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[fec0::1]',
  ];
  const translated = ['[64:ff9b::a9fe:a9fe]', '[2002:7f00:1::]', '[::127.0.0.1]', '[2001:0:a9fe:a9fe::]'];
  const publicly = ['93.184.216.34', '[2606:2800:220:1::1]', '①②⑦.⓪.⓪.①', '%31%32%37.0.0.1'];
  test.each([...metadata, ...loopback, ...unspecified, ...privately, ...translated, ...publicly])(
    'the address %s',
    (host) => {
      expect(urlRefusal(`https://${host}/hooks`, [inbox])).toContain('an address is refused');
    },
  );

  test.each([
    ['a name of the asking network', 'https://localhost/', 'single label'],
    ['such a name with a dot at its end', 'https://redoubt./', 'single label'],
    ['plain http', 'http://shop.example/hooks', 'https only'],
    ['a control port', 'http://127.0.0.1:4500/regions/us-east-1/kill', 'https only'],
    ['another scheme', 'ftp://shop.example/', 'https only'],
    ['another port', 'https://shop.example:8443/', 'port 443 only, got 8443'],
    ['port 80 over https', 'https://shop.example:80/', 'port 443 only, got 80'],
    ['credentials', 'https://shop.example%2f@10.0.0.1/', 'credentials'],
    ['a port that is none', 'https://shop.example:99999/', 'no URL'],
    ['an address that is none', 'https://1.2.3.4.5/', 'no URL'],
  ])('%s', (_, url, reason) => {
    expect(urlRefusal(url, [inbox])).toContain(reason);
  });
});

describe('plain http', () => {
  test('goes to a receiver of the local cloud, whatever the path', () => {
    expect(urlRefusal(`${inbox}/webhooks`, [inbox])).toBeUndefined();
  });

  test.each(['http://127.0.0.1:4504/', 'http://127.0.0.2:4503/', 'http://localhost:4503/', 'https://127.0.0.1:4503/'])(
    'goes to no other origin: %s',
    (url) => {
      expect(urlRefusal(url, [inbox])).toBeDefined();
    },
  );

  test('goes nowhere without a local cloud', () => {
    expect(urlRefusal(`${inbox}/webhooks`, [])).toContain('https only');
  });
});
