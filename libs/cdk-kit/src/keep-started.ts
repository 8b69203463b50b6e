import type { ServiceName } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Schedule } from './schedule.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * How often functions are started. Lambda keeps an idle copy for some minutes and documents nowhere how many; five is what warmers have
 * long used.
 */
const every = Duration.minutes(5);

/** Functions start one after the other, each within the ten seconds that Lambda gives it. */
const timeout = Duration.minutes(4);

/**
 * Keeps functions of a service started, in a standby as well, where no request starts them: a takeover would have to start them
 * all in the second in which the traffic arrives. It keeps one copy each; more are started by what comes.
 *
 * The service offers the function as `src/consumers/rehearse.ts`.
 *
 * @returns the function that does it; it fails when one of the others can't start
 */
export function keepStarted(
  scope: Construct,
  service: ServiceName,
  functions: readonly ServiceFunction[],
): ServiceFunction {
  const rehearse = new ServiceFunction(scope, 'Rehearse', {
    service,
    name: 'rehearse',
    handler: 'rehearse',
    description: `Keeps the functions of ${service} started`,
    timeout,
    environment: { REHEARSED_FUNCTIONS: functions.map(({ functionName }) => functionName).join(',') },
  });
  rehearse.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: functions.map(({ functionArn }) => functionArn),
    }),
  );
  new Schedule(scope, 'RehearseSchedule', { name: `${service}-rehearse`, every, fn: rehearse });
  return rehearse;
}
