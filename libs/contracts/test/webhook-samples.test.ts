import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Webhook, WebhookType } from '../src/index.ts';

/** Bodies as they were once sent, one per line. Lines are only ever added: receivers are written against them. */
const samples = readFileSync(join(import.meta.dirname, 'samples/webhooks.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test.each(samples.map((sample) => [sample.type, sample]))('still says all of the old %s', (_, sample) => {
  expect(Webhook.parse(sample)).toEqual(sample);
});

test('keeps a sample of every type', () => {
  expect(new Set(samples.map(({ type }) => type))).toEqual(new Set(WebhookType.options));
});
