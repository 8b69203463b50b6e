import { createPublicKey, verify } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { endpointSecretOf, publicKeyOf } from '../src/endpoint-secret.ts';
import { signingKeysOf, signWebhook } from '../src/sign-webhook.ts';

const endpointId = `we_${'b'.repeat(32)}`;
const keysOf = (versions: readonly number[]) => signingKeysOf('platform-key', endpointId, versions);
const secret = endpointSecretOf('platform-key', { endpointId, version: 1 });
const body = '{"type":"payment.captured","data":{"reference":"Größe ✓"}}';
const signed = signWebhook({ webhookId: 'msg_1', body, sentAt: new Date() }, keysOf([1]));

describe('the published library', () => {
  test('verifies what we sign', () => {
    expect(new Webhook(secret).verify(body, signed)).toEqual(JSON.parse(body));
  });

  test('makes the same signature', () => {
    const sentAt = new Date('2030-01-31T12:00:00.999Z');
    const ours = signWebhook({ webhookId: 'msg_1', body, sentAt }, keysOf([1]));
    expect(ours['webhook-signature']?.split(' ')[0]).toBe(new Webhook(secret).sign('msg_1', sentAt, body));
    expect(ours['webhook-timestamp']).toBe('1896091200');
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['another body', `${body} `, signed, secret],
    ['another id', body, { ...signed, 'webhook-id': 'msg_2' }, secret],
    ['another time', body, { ...signed, 'webhook-timestamp': String(Number(signed['webhook-timestamp']) + 1) }, secret],
    [
      'another endpoint’s secret',
      body,
      signed,
      endpointSecretOf('platform-key', { endpointId: `we_${'c'.repeat(32)}`, version: 1 }),
    ],
    ['the endpoint’s next secret', body, signed, endpointSecretOf('platform-key', { endpointId, version: 2 })],
    ['another platform’s secret', body, signed, endpointSecretOf('other-key', { endpointId, version: 1 })],
  ])('refuses our signature over %s', (_, text, headers, key) => {
    expect(() => new Webhook(key).verify(text, headers)).toThrow(WebhookVerificationError);
  });
});

describe('11 C: while a secret is rolled', () => {
  const both = signWebhook({ webhookId: 'msg_1', body, sentAt: new Date() }, keysOf([2, 1]));

  test.each([1, 2])('the published library verifies by version %i', (version) => {
    const of = endpointSecretOf('platform-key', { endpointId, version });
    expect(new Webhook(of).verify(body, both)).toEqual(JSON.parse(body));
  });

  test('there are two signatures of each kind, the new one first', () => {
    const kinds = both['webhook-signature']?.split(' ').map((signature) => signature.split(',')[0]);
    expect(kinds).toEqual(['v1', 'v1', 'v1a', 'v1a']);
    expect(both['webhook-signature']?.split(' ')[0]).not.toBe(signed['webhook-signature']?.split(' ')[0]);
  });
});

describe('11 C: a v1a signature', () => {
  /** As a receiver verifies it, by Standard Webhooks: the public key is 32 bytes in base64 after its prefix. */
  function isVerified(text: string, publicKey: string): boolean {
    const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
    const key = createPublicKey({
      key: Buffer.concat([spkiPrefix, Buffer.from(publicKey.replace(/^whpk_/, ''), 'base64')]),
      format: 'der',
      type: 'spki',
    });
    const content = Buffer.from(`${signed['webhook-id']}.${signed['webhook-timestamp']}.${text}`);
    const signatures = (signed['webhook-signature'] ?? '').split(' ').filter((part) => part.startsWith('v1a,'));
    return signatures.some((part) => verify(null, content, key, Buffer.from(part.slice(4), 'base64')));
  }
  const place = { endpointId, version: 1 };

  test('verifies with the public key of the endpoint', () => {
    expect(publicKeyOf('platform-key', place)).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(isVerified(body, publicKeyOf('platform-key', place))).toBe(true);
  });

  test.each([
    ['another body', `${body} `, publicKeyOf('platform-key', place)],
    ['the next secret’s key', body, publicKeyOf('platform-key', { ...place, version: 2 })],
    ['another endpoint’s key', body, publicKeyOf('platform-key', { ...place, endpointId: 'we_other' })],
  ])('does not verify with %s', (_, text, key) => {
    expect(isVerified(text, key)).toBe(false);
  });
});
