import { CfnResource, type IAspect, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { physicalName } from './naming.ts';
import { RegionalStack } from './regional-stack.ts';
import { isProviderPart } from './template-rules/template.ts';

/**
 * Gives the functions behind CDK's own custom resources a log group of the stack: Lambda would make one that is kept for ever and
 * outlives the stack.
 */
export class ProviderLogs implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof CfnResource) || node.cfnResourceType !== 'AWS::Lambda::Function') return;
    const stack = Stack.of(node);
    if (!(stack instanceof RegionalStack) || !isProviderPart(stack.getLogicalId(node))) return;
    const kind =
      node.node.scope?.node.id
        .replace(/^(?:AWSCDK\.?)?(?:Custom(?:::)?)?|\.?CustomResourceProvider(?:CustomResourceProvider)?$/g, '')
        .toLowerCase() ?? '';
    const id = `${node.node.scope?.node.id ?? ''}Log`;
    if (stack.node.tryFindChild(id) !== undefined) return;
    const name = physicalName(stack.topology, `${stack.component}-${stack.seat}-${kind.replaceAll(/[^a-z0-9]/g, '')}`);
    const log = new LogGroup(stack, id, {
      logGroupName: `/aws/lambda/provider/${name}`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    node.addPropertyOverride('LoggingConfig', { LogGroup: log.logGroupName });
  }
}
