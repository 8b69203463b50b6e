import { resourcesOf, type TemplateRule } from './template.ts';

/** Parameters below this part of a name are what services offer to a failover. */
const hookPath = '/recovery/';

/**
 * A flood of payments takes all of the account's concurrency: what decides about a failover, watches or fences has some of its
 * own, or a living region would look gone.
 */
export const ownCapacity: TemplateRule = (template) => {
  const resources = resourcesOf(template);
  const hooks = new Set(
    resources
      .filter(
        ({ Type, Properties }) => Type === 'AWS::SSM::Parameter' && String(Properties?.['Name']).includes(hookPath),
      )
      .map(({ Properties }) => functionOf(Properties?.['Value'])),
  );
  return resources
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .filter(({ id, Properties = {} }) => hooks.has(id) || serviceOf(Properties) === 'failover')
    .filter(({ Properties = {} }) => Properties['ReservedConcurrentExecutions'] === undefined)
    .map(({ id, Properties = {} }) => ({
      rule: 'own-capacity',
      logicalId: id,
      message: `${String(Properties['FunctionName'])} decides, watches or fences and has no reserved concurrency: give it concurrencyMax`,
    }));
};

/** Logical id of the function whose ARN the value is. */
function functionOf(value: unknown): string | undefined {
  const { 'Fn::GetAtt': [id] = [] } = (value ?? {}) as { readonly 'Fn::GetAtt'?: readonly string[] };
  return id;
}

function serviceOf(properties: Readonly<Record<string, unknown>>): unknown {
  const { Variables = {} } = (properties['Environment'] ?? {}) as { readonly Variables?: Record<string, unknown> };
  return Variables['SERVICE_NAME'];
}
