import { resourcesOf, type TemplateRule } from './template.ts';

/** Longest `secretArn` and `resourceArn` of the Data API. https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html */
const dataApiArnLengthMax = 100;

/** Parameters whose values functions hand to the Data API. */
const dataApiParameter = /\/ledger\/[a-z-]*(?:secret|cluster)-arn$/;

/** ARNs grow with region and suffix; the Data API refuses a long one in every call, and synthesis does not notice. */
export const arnLengths: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(
      ({ Type, Properties = {} }) =>
        Type === 'AWS::SSM::Parameter' && dataApiParameter.test(String(Properties['Name'])),
    )
    .map(({ id, Properties = {} }) => ({ id, arn: textOf(Properties['Value']) }))
    .filter(({ arn }) => arn.length > dataApiArnLengthMax)
    .map(({ id, arn }) => ({
      rule: 'arn-length',
      logicalId: id,
      message: `the Data API takes ARNs of ${dataApiArnLengthMax} characters, got ${arn.length}: ${arn}; shorten the environment suffix`,
    }));

/** The text of a value that only lacks the partition. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.['Fn::Join'];
  return join === undefined ? 'aws' : join[1].map(textOf).join(join[0]);
}
