import { resourcesOf, type TemplateRule } from './template.ts';

/**
 * The schedule calls again, and so does the loop inside: Lambda's own two retries of a failed call would run beside both, and with
 * reserved concurrency keep the next call from its place.
 */
export const singleCalls: TemplateRule = (template) => {
  const resources = resourcesOf(template);
  const unrepeated = resources
    .filter(({ Type }) => Type === 'AWS::Lambda::EventInvokeConfig')
    .filter(({ Properties = {} }) => Properties['MaximumRetryAttempts'] === 0)
    .map(({ Properties = {} }) => (Properties['FunctionName'] as { readonly Ref?: string } | undefined)?.Ref);
  return resources
    .filter(
      ({ Type, Properties = {} }) => Type === 'AWS::Events::Rule' && Properties['ScheduleExpression'] !== undefined,
    )
    .flatMap(({ id, Properties = {} }) =>
      (Properties['Targets'] as readonly { readonly Arn: { readonly 'Fn::GetAtt'?: readonly string[] } }[])
        .map(({ Arn }) => Arn['Fn::GetAtt']?.[0] ?? JSON.stringify(Arn))
        .filter((fn) => !unrepeated.includes(fn))
        .map((fn) => ({
          rule: 'overlapping-retries',
          logicalId: id,
          message: `${fn} is called by the clock and retried by Lambda as well: set its MaximumRetryAttempts to 0`,
        })),
    );
};
