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

  /** Starts the order's execution, once: its name follows from the order. */
  async start(order: FailoverOrder): Promise<'started' | 'already_started'> {
    const name = executionNameOf(order);
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn: this.#arn, name, input: JSON.stringify({ order }) }),
      );
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'already_started';
      throw error;
    }
  }
}
