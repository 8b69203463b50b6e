import { reservedVariables, variableName } from '../../../function-definition.ts';
import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** Names of variables that Lambda sets itself, or that it does not take. */
export const variableReserved = resourceRule('variable-reserved', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  types: ['AWS::Lambda::Function'],
  *check({ properties }) {
    for (const { path } of valuesAt(properties, 'Environment.Variables.*')) {
      const name = path.slice('Environment.Variables.'.length);
      if (reservedVariables.test(name)) yield { property: path, message: `${name} is set by Lambda itself; rename it` };
      else if (!variableName.test(name)) {
        yield { property: path, message: `${name}; a name is a letter, then letters, digits and _, two at the least` };
      }
    }
  },
});
