import { machineText } from '../../../machine-definition.ts';
import { objectOf } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** Tasks whose function is in no template. */
export const taskOfNothing = resourceRule('task-of-nothing', {
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html',
  types: ['AWS::StepFunctions::StateMachine'],
  *check(machine, templates) {
    for (const [state, resource] of tasksIn(objectOf(machineText(machine)))) {
      const isFunction = resource.startsWith('arn:aws:lambda:');
      if (!isFunction || templates.byArn(resource) !== undefined) continue;
      const message = `task ${state} calls ${resource}, which no template has; name a function that is there`;
      yield { property: machine.properties['Definition'] === undefined ? 'DefinitionString' : 'Definition', message };
    }
  },
});

/** Name and resource of each task, at any depth. */
function tasksIn(value: unknown, name = ''): readonly (readonly [state: string, resource: string])[] {
  if (value === null || typeof value !== 'object') return [];
  const { Type, Resource } = value as Readonly<Record<string, unknown>>;
  if (Type === 'Task' && typeof Resource === 'string') return [[name, Resource]];
  return Object.entries(value).flatMap(([key, member]) => tasksIn(member, key));
}
