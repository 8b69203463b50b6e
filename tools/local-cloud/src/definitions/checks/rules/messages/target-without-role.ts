import { resourceRule } from '../../rule.ts';
import { targetsOf } from './rule-targets.ts';

/** EventBridge acts under a role at buses of other regions and accounts, and at state machines. */
export const targetWithoutRole = resourceRule('target-without-role', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html',
  types: ['AWS::Events::Rule'],
  *check(rule, { account }) {
    for (const { path, target } of targetsOf(rule)) {
      const [, , service, region, owner] = String(target['Arn']).split(':');
      const isElsewhere = service === 'events' && (region !== rule.region || owner !== account);
      if ((!isElsewhere && service !== 'states') || target['RoleArn'] !== undefined) continue;
      const kind = service === 'states' ? 'a state machine' : 'a bus of another region or account';
      yield {
        property: `${path}.RoleArn`,
        message: `${kind} as target needs a role that EventBridge assumes; give it one`,
      };
    }
  },
});
