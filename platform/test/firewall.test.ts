import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

test.each(seats)('the %s refuses an address that sends more than 2,000 requests a second, and nobody else', (seat) => {
  const [firewall, ...more] = Object.values(templates[seat].findResources('AWS::WAFv2::WebACL'));
  expect(more).toEqual([]);
  expect(firewall?.['Properties']).toMatchObject({
    Name: 'firewall-dev',
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    Rules: [
      {
        Action: { Block: {} },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 60, Limit: 120_000 } },
      },
    ],
  });
});
