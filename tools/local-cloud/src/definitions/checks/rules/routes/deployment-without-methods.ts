import { referencesIn } from '../../../templates/intrinsics.ts';
import type { TemplateResource } from '../../../templates/template.ts';
import type { Rule } from '../../rule.ts';
import { dependenciesOf } from '../declarations/dependencies.ts';

/** A deployment comes after methods of its API: API Gateway deploys no API that has none yet. */
export const deploymentWithoutMethods: Rule = {
  name: 'deployment-without-methods',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      const resources = template.Resources ?? {};
      for (const [logicalId, resource] of Object.entries(resources)) {
        if (resource.Type !== 'AWS::ApiGateway::Deployment') continue;
        const apis = referencesIn(resource.Properties?.['RestApiId']);
        if (apis.length === 0 || comesAfterMethod(resource, apis, resources)) continue;
        const message = 'no method of the API is sure to be there before; let it depend on its methods';
        yield { at: { stackName, region, logicalId }, property: 'DependsOn', message };
      }
    }
  },
};

function comesAfterMethod(
  deployment: TemplateResource,
  apis: readonly string[],
  resources: Readonly<Record<string, TemplateResource>>,
): boolean {
  const seen = new Set<string>();
  const open = [...dependenciesOf(deployment)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const resource = resources[id];
    if (resource === undefined || seen.has(id)) continue;
    seen.add(id);
    const isMethod = resource.Type === 'AWS::ApiGateway::Method';
    if (isMethod && referencesIn(resource.Properties?.['RestApiId']).some((api) => apis.includes(api))) return true;
    open.push(...dependenciesOf(resource));
  }
  return false;
}
