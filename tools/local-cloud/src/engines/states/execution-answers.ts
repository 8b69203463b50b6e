import type { Execution } from './execution.ts';

/** An execution as `ListExecutions` answers it. */
export function listedExecution({ props, status, startedAt, stoppedAt }: Execution) {
  return {
    executionArn: props.arn,
    stateMachineArn: props.machineArn,
    name: props.name,
    status,
    startDate: startedAt.getTime() / 1000,
    ...(stoppedAt === undefined ? {} : { stopDate: stoppedAt.getTime() / 1000 }),
  };
}

/** An execution as `DescribeExecution` answers it. */
export function describedExecution(execution: Execution) {
  const { props, output, error, cause } = execution;
  return {
    ...listedExecution(execution),
    input: props.input,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
}
