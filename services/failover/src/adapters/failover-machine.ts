import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { executionNameOf, type FailoverOrder } from '../domain/failover-order.ts';

/** The state machine of this region. */
export class FailoverMachine {
  readonly #client: SFNClient;
  readonly #arn: string;

  constructor(client: SFNClient, arn: string) {
    this.#client = client;
    this.#arn = arn;
  }

  /** Starts an execution of the order, once in the span that its name covers. */
  async start(order: FailoverOrder, nowMs: number): Promise<'started' | 'already_started'> {
    const start = new StartExecutionCommand({
      stateMachineArn: this.#arn,
      name: executionNameOf(order, nowMs),
      input: JSON.stringify({ order }),
    });
    try {
      await this.#client.send(start);
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'already_started';
      throw error;
    }
  }
}
