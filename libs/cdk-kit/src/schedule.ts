import type { Duration } from 'aws-cdk-lib';
import { Schedule as Rate, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { regionalStackOf } from './regional-stack.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ScheduleProps {
  /** Ends with the environment suffix, e.g. `transactions-sweep-journal`. */
  readonly name: string;
  /** At least one minute: what must happen more often loops inside the function. */
  readonly every: Duration;
  readonly fn: ServiceFunction;
  /**
   * The payload of each call.
   *
   * @default {}
   */
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Calls a function again and again. Neither a missed nor a failed call is repeated: the next one finds the work. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { name, every, fn, input = {} }: ScheduleProps) {
    super(scope, id);
    const { topology } = regionalStackOf(this);
    // A second schedule finds it configured.
    if (fn.node.tryFindChild('EventInvokeConfig') === undefined) fn.configureAsyncInvoke({ retryAttempts: 0 });
    new Rule(this, 'Rule', {
      ruleName: physicalName(topology, `${name}-schedule`),
      description: `Calls ${fn.node.id} every ${every.toMinutes()} min`,
      schedule: Rate.rate(every),
      targets: [new LambdaFunction(fn, { event: RuleTargetInput.fromObject(input), retryAttempts: 0 })],
    });
  }
}
