import { ServiceFunction } from '@redoubt/cdk-kit';
import { regionStateKey } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FailoverMachine } from './failover-machine.ts';
import { addFailoverMode, grantAnnounce, grantGrounds, grantItems } from './grants.ts';

/** Timeout of what a person calls: the standby's hooks are asked, and may be slow. */
const timeout = Duration.seconds(30);

/** Reserved, so that payments starve no operator. */
const operatorConcurrency = 2;

/**
 * Functions that people call, each of its own: who may look need not be one who may order. `lambda:InvokeFunction` on a
 * function is the permission.
 */
export function operatorFunctions(scope: Construct, { machine }: { readonly machine: FailoverMachine }): void {
  const operator = (id: string, { name, description }: { readonly name: string; readonly description: string }) =>
    new ServiceFunction(scope, id, {
      ...{ service: 'failover', name, handler: name, description, timeout },
      concurrencyMax: operatorConcurrency,
    });
  const order = operator('OrderFailover', {
    name: 'order-failover',
    description: 'Orders a failover into this region, or says what is in the way',
  });
  grantGrounds(order);
  order.addEnvironment('STATE_MACHINE_ARN', machine.arn);
  order.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.arn] }));
  const answer = operator('AnswerFailover', {
    name: 'answer-failover',
    description: 'Keeps the answer of a person to the question whether a failover may begin',
  });
  grantItems(answer, ['PutItem'], [regionStateKey]);
  grantAnnounce(answer);
  operator('ReadFailovers', { name: 'read-failovers', description: 'Reads the region state and the reports' });
  const explain = operator('ExplainFailover', {
    name: 'explain-failover',
    description: 'Says what the watcher of this region sees, and whether the region could take over',
  });
  grantGrounds(explain);
  addFailoverMode(explain);
}
