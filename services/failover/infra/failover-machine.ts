import { physicalName, regionalName, regionalStackOf, type ServiceFunction, serviceOfAccount } from '@redoubt/cdk-kit';
import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { failoverDefinition } from './failover-definition.ts';
import type { StageFunctionName } from './stage-budgets.ts';

export interface FailoverMachineProps {
  readonly stages: Readonly<Record<StageFunctionName, ServiceFunction>>;
}

/**
 * The state machine of one region.
 *
 * Made from the definition as it is written, not from CDK's task constructs: those would also grant every version of
 * every function.
 */
export class FailoverMachine extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { stages }: FailoverMachineProps) {
    super(scope, id);
    const stack = regionalStackOf(this);
    this.name = physicalName(stack.topology, 'failover-machine');
    const role = new Role(this, 'Role', {
      roleName: regionalName(stack.topology, stack.region, 'failover-machine'),
      assumedBy: serviceOfAccount(this, 'states.amazonaws.com'),
      description: `Role of the state machine ${this.name}`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(stages).map((fn) => fn.functionArn),
      }),
    );
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: this.name,
      // Standard: its executions are kept, and a name starts only one of them.
      stateMachineType: 'STANDARD',
      roleArn: role.roleArn,
      definitionString: stack.toJsonString(failoverDefinition((stage) => stages[stage].functionArn)),
    });
    machine.node.addDependency(role);
    Validations.of(machine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason:
          'Step Functions keeps every step of an execution for 90 days, and each run ends in a report of its own.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason: 'The report of a failover holds the times of every stage; a trace would add nothing to it.',
      },
    );
    this.arn = machine.attrArn;
  }
}
