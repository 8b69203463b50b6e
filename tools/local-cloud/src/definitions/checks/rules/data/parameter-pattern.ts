import { resourceRule } from '../../rule.ts';

/** A value that breaks the pattern its own parameter states. */
export const parameterPattern = resourceRule('parameter-pattern', {
  source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html',
  types: ['AWS::SSM::Parameter'],
  *check({ properties: { Value, AllowedPattern } }) {
    if (AllowedPattern === undefined || new RegExp(String(AllowedPattern)).test(String(Value))) return;
    yield {
      property: 'Value',
      message: `got ${String(Value)}, which does not match ${String(AllowedPattern)}; correct one of them`,
    };
  },
});
