import type { Rule } from '../../rule.ts';
import { declaredDependencies } from './dependencies.ts';

/** `DependsOn` names a resource of the same template. */
export const dependsOnNothing: Rule = {
  name: 'depends-on-nothing',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      const resources = template.Resources ?? {};
      for (const [logicalId, resource] of Object.entries(resources)) {
        for (const id of declaredDependencies(resource)) {
          if (Object.hasOwn(resources, id)) continue;
          yield {
            at: { stackName, region, logicalId },
            property: 'DependsOn',
            message: `depends on ${id}, which is not in the template; correct the name or leave it out`,
          };
        }
      }
    }
  },
};
