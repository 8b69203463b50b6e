import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';
import { isGranted } from './role-grants.ts';

const needed = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];

/** Lambda creates a function in a VPC only when its role may make network interfaces. */
export const networkNotGranted = resourceRule('network-not-granted', {
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  types: ['AWS::Lambda::Function'],
  *check(reader, templates) {
    if (valuesAt(reader.properties, 'VpcConfig.SubnetIds.*').length === 0) return;
    const missing = needed.filter((action) => !isGranted({ reader, action, resource: '*' }, templates));
    if (missing.length > 0)
      yield { property: 'VpcConfig', message: `its role may not ${missing.join(', ')}; grant it` };
    if (valuesAt(reader.properties, 'VpcConfig.SecurityGroupIds.*').length > 0) return;
    yield { property: 'VpcConfig.SecurityGroupIds', message: 'subnets without a security group; give it one' };
  },
});
