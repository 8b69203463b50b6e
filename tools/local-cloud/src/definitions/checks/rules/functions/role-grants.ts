import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { statementsByRole } from '../../../function-identities.ts';
import type { Statement } from '../../../policy-document.ts';
import type { Templates } from '../../templates.ts';

const statements = new WeakMap<Templates, ReadonlyMap<string, readonly Statement[]>>();

/** Policies of AWS that grant more than a function's logs. */
const grantedByAws: Readonly<Record<string, readonly RegExp[]>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
  'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole': [
    /^ec2:(CreateNetworkInterface|DeleteNetworkInterface|Describe(NetworkInterfaces|Subnets)|(Una|A)ssignPrivateIpAddresses)$/,
  ],
};

/** Whether the role of a function may do something on a resource. Conditions of statements are taken as met. */
export function isGranted(
  {
    reader,
    action,
    resource,
  }: { readonly reader: ResolvedResource; readonly action: string; readonly resource: string },
  templates: Templates,
): boolean {
  const role = templates.byArn(String(reader.properties['Role']));
  // Another rule refuses a role that is not there.
  if (role === undefined) return true;
  const managed = (role.properties['ManagedPolicyArns'] ?? []) as readonly string[];
  if (managed.some((arn) => grantedByAws[arn]?.some((pattern) => pattern.test(action)) === true)) return true;
  const known = statements.get(templates) ?? statementsByRole(templates.resources);
  statements.set(templates, known);
  const fitting = (known.get(role.physicalId) ?? []).filter(
    ({ actions, resources }) =>
      actions.some((pattern) => pattern.test(action)) && resources.some((pattern) => pattern.test(resource)),
  );
  return (
    fitting.some(({ effect }) => effect === 'Allow') &&
    !fitting.some(({ effect, conditions }) => effect === 'Deny' && conditions.length === 0)
  );
}
