import { resourceRule } from '../../rule.ts';

/** Longest rule of a composite alarm, in characters. */
const lengthMax = 10_240;

/** A composite alarm is made of alarms of its own region that are there. */
export const compositeOfNothing = resourceRule('composite-of-nothing', {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  types: ['AWS::CloudWatch::CompositeAlarm'],
  *check({ properties, region }, templates) {
    const text = String(properties['AlarmRule']);
    const property = 'AlarmRule';
    if (text.length > lengthMax)
      yield { property, message: `${text.length} characters, at most ${lengthMax}; divide the alarm` };
    const alarms = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
      .flatMap((type) => templates.ofType(type))
      .filter((alarm) => alarm.region === region)
      .map(({ physicalId }) => physicalId);
    const named = [...text.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*["']?([^"')]+?)["']?\s*\)/g)];
    if (named.length === 0 && !/\b(TRUE|FALSE)\b/.test(text)) {
      yield {
        property,
        message: `got ${text.slice(0, 80)}; ALARM(<name>), OK(<name>) and INSUFFICIENT_DATA(<name>) are joined by AND, OR, NOT`,
      };
    }
    for (const [, name = ''] of named) {
      const wanted = name.startsWith('arn:') ? (name.split(':alarm:')[1] ?? '') : name;
      if (!alarms.includes(wanted))
        yield { property, message: `${region} has no alarm ${name}; name one that is there` };
    }
  },
});
