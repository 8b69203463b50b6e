import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { functionNameOf } from '../../../function-definition.ts';
import type { Templates } from '../../templates.ts';

/** The function that a resource names by name or ARN; a bare name is one of the resource's own region. */
export function functionNamed(
  text: string,
  { region }: ResolvedResource,
  templates: Templates,
): ResolvedResource | undefined {
  const arn = text.startsWith('arn:')
    ? text
    : `arn:aws:lambda:${region}:${templates.account}:function:${functionNameOf(text)}`;
  const found = templates.byArn(arn);
  return found?.type === 'AWS::Lambda::Function' ? found : undefined;
}
