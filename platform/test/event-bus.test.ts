import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, propertiesOf, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

test.each([
  ['primary', 'us-east-1', 'us-east-2'],
  ['secondary', 'us-east-2', 'us-east-1'],
] as const)(
  'EV1 the %s copies what began there to the other bus, and nothing else, so that no event can circle',
  (seat, own, peer) => {
    expect(propertiesOf(templates[seat], 'AWS::Events::Rule')).toMatchObject({
      EventPattern: { source: [{ prefix: 'payments.' }], detail: { originregion: [own] } },
      Targets: [expect.objectContaining({ Arn: `arn:aws:events:${peer}:000000000000:event-bus/event-bus-dev` })],
    });
  },
);

test.each(seats)('EV1 what the %s can not copy ends in a queue that is kept for two weeks', (seat) => {
  templates[seat].hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      Match.objectLike({ DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Undelivered'), 'Arn'] } } }),
    ],
  });
});

test.each(seats)('EV1 the %s archives every payment event for 30 days', (seat) => {
  templates[seat].hasResourceProperties('AWS::Events::Archive', {
    EventPattern: { source: [{ prefix: 'payments.' }] },
    RetentionDays: 30,
  });
});
