import { accountOfCaller } from '../permissions/service-principal.ts';
import { isProviderPart, resourcesOf, type TemplateRule } from './template.ts';

interface TrustStatement {
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, unknown>> };
}

/** A service that acts for any account could be made to use our roles by somebody else's resource. */
export const trustOfAccount: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ Type, id }) => Type === 'AWS::IAM::Role' && !isProviderPart(id))
    .flatMap(({ id, Properties = {} }) => {
      const document = Properties['AssumeRolePolicyDocument'] as { readonly Statement?: readonly TrustStatement[] };
      return (document?.Statement ?? [])
        .filter(({ Condition }) => Condition?.StringEquals?.['aws:SourceAccount'] === undefined)
        .flatMap(({ Principal }) => Principal?.Service ?? [])
        .filter((service) => service in accountOfCaller)
        .map((service) => ({
          rule: 'trust',
          logicalId: id,
          message: `${service} must assume the role for this account alone, got no aws:SourceAccount: use serviceOfAccount()`,
        }));
    });
