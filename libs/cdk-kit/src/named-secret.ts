import { ArnFormat } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { regionalStackOf } from './regional-stack.ts';

/** ARN of a secret in the stack's region by its name, without the six characters that Secrets Manager appends. */
export function secretArnOf(scope: Construct, resourceType: string): string {
  const stack = regionalStackOf(scope);
  return stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: physicalName(stack.topology, resourceType),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
