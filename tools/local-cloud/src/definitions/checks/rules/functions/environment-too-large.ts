import { environmentBytes, environmentBytesMax } from '../../../function-definition.ts';
import { resourceRule } from '../../rule.ts';

/** All variables of a function together. */
export const environmentTooLarge = resourceRule('environment-too-large', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  types: ['AWS::Lambda::Function'],
  *check({ properties: { Environment } }) {
    const variables = (Environment as { readonly Variables?: Readonly<Record<string, unknown>> } | undefined)
      ?.Variables;
    if (variables === undefined) return;
    const bytes = environmentBytes(variables);
    if (bytes <= environmentBytesMax) return;
    const message = `${bytes} bytes of variables, at most ${environmentBytesMax}; keep long values in Parameter Store`;
    yield { property: 'Environment.Variables', message };
  },
});
