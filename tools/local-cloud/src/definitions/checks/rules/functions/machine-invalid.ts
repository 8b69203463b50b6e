import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { machineText } from '../../../machine-definition.ts';
import { objectOf } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';

/** The package declares its types at a path that it does not export. */
type Validate = (definition: object) => { readonly isValid: boolean; errorsText(separator?: string): string };

/** Loaded when a machine has to be validated: with its schemas it is slower than all other rules together. */
const require = createRequire(import.meta.url);

/** Definitions that are no state machine. Equal ones, such as those of two regions, are validated once. */
export const machineInvalid: Rule = {
  name: 'machine-invalid',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html',
  *check(templates) {
    for (const machine of templates.ofType('AWS::StepFunctions::StateMachine')) {
      const property = machine.properties['Definition'] === undefined ? 'DefinitionString' : 'Definition';
      // Machines of two regions differ in the names of functions alone.
      const text = machineText(machine).replaceAll(machine.region, 'us-east-1');
      const digest = createHash('sha256').update(text).digest('hex');
      if (templates.validMachines.has(digest)) continue;
      const problem = problemOf(text);
      if (problem === undefined) templates.validMachines.add(digest);
      else yield { at: machine, property, message: `${problem}; correct the definition` };
    }
  },
};

function problemOf(text: string): string | undefined {
  // Parsed for the validator alone, which fills in defaults.
  const definition = objectOf(text);
  if (definition === undefined) return 'the definition is no JSON object';
  const { isValid, errorsText } = (require('asl-validator') as Validate)(definition);
  return isValid ? undefined : errorsText('; ').slice(0, 400);
}
