import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { endpointSecretOf } from '../src/endpoint-secret.ts';
import { signWebhook } from '../src/sign-webhook.ts';

const secret = endpointSecretOf('platform-key', `we_${'b'.repeat(32)}`);
const body = '{"type":"payment.captured","data":{"reference":"Größe ✓"}}';
const signed = signWebhook({ webhookId: 'msg_1', body, sentAt: new Date() }, secret);

describe('the published library', () => {
  test('verifies what we sign', () => {
    expect(new Webhook(secret).verify(body, signed)).toEqual(JSON.parse(body));
  });

  test('makes the same signature', () => {
    const sentAt = new Date('2030-01-31T12:00:00.999Z');
    const ours = signWebhook({ webhookId: 'msg_1', body, sentAt }, secret);
    expect(ours['webhook-signature']).toBe(new Webhook(secret).sign('msg_1', sentAt, body));
    expect(ours['webhook-timestamp']).toBe('1896091200');
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['another body', `${body} `, signed, secret],
    ['another id', body, { ...signed, 'webhook-id': 'msg_2' }, secret],
    ['another time', body, { ...signed, 'webhook-timestamp': String(Number(signed['webhook-timestamp']) + 1) }, secret],
    ['another endpoint’s secret', body, signed, endpointSecretOf('platform-key', `we_${'c'.repeat(32)}`)],
    ['another platform’s secret', body, signed, endpointSecretOf('other-key', `we_${'b'.repeat(32)}`)],
  ])('refuses our signature over %s', (_, text, headers, key) => {
    expect(() => new Webhook(key).verify(text, headers)).toThrow(WebhookVerificationError);
  });
});
