import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import type { Rule } from '../../rule.ts';

/** Below one path there is one variable, and nothing follows one that takes the rest. */
export const siblingVariables: Rule = {
  name: 'sibling-variables',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html',
  *check(templates) {
    const variables = new Map<string, ResolvedResource>();
    const resources = templates.ofType('AWS::ApiGateway::Resource');
    const greedy = new Set(resources.filter((each) => partOf(each).endsWith('+}')).map(({ physicalId }) => physicalId));
    for (const resource of resources) {
      const { RestApiId, ParentId } = resource.properties;
      const property = 'PathPart';
      if (greedy.has(String(ParentId))) {
        yield {
          at: resource,
          property,
          message: `${partOf(resource)} follows a variable that takes the whole rest; move it`,
        };
      }
      if (!partOf(resource).startsWith('{')) continue;
      const key = `${String(RestApiId)}/${String(ParentId)}`;
      const other = variables.get(key);
      variables.set(key, other ?? resource);
      if (other === undefined) continue;
      yield {
        at: resource,
        property,
        message: `${partOf(other)} is a variable of the same parent; one is allowed: use its name`,
      };
    }
  },
};

function partOf({ properties }: ResolvedResource): string {
  return String(properties['PathPart']);
}
