import { textsAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

const actions = ['AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*'];

/** Alarms tell topics and functions of their own region, and such that are there. */
export const alarmActionElsewhere = resourceRule('alarm-action-elsewhere', {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  *check({ properties, region }, templates) {
    for (const { path, text } of actions.flatMap((each) => textsAt(properties, each))) {
      const [, , service = '', where] = text.split(':');
      if (!['sns', 'lambda', 'ssm', 'automate', 'swf', 'autoscaling'].includes(service)) {
        yield { property: path, message: `${text} is no action of an alarm; name a topic` };
      } else if (where !== region) {
        yield { property: path, message: `${text} is not in ${region}; name a topic of the alarm’s own region` };
      } else if (['sns', 'lambda'].includes(service) && templates.isMissing(text)) {
        yield { property: path, message: `no template has ${text}; name a topic that is there` };
      }
    }
  },
});
