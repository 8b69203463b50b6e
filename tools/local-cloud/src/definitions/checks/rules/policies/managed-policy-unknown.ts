import { textsAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** Policies of AWS that templates may name; each is a page of the reference. */
const known = [
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
  'service-role/AmazonRDSEnhancedMonitoringRole',
  'AWSXRayDaemonWriteAccess',
];

/** Managed policies that are neither AWS's nor in a template: IAM can not attach them. */
export const managedPolicyUnknown = resourceRule('managed-policy-unknown', {
  source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html',
  types: ['AWS::IAM::Role'],
  *check({ properties }, templates) {
    for (const { path, text } of textsAt(properties, 'ManagedPolicyArns.*')) {
      const ofAws = /^arn:aws:iam::aws:policy\/(.+)$/.exec(text)?.[1];
      if (ofAws === undefined ? templates.byArn(text) !== undefined : known.includes(ofAws)) continue;
      const message = `there is no policy ${text}; name one of the templates, or of AWS: ${known.join(', ')}`;
      yield { property: path, message };
    }
  },
});
