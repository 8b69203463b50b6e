import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { RecoveryContract } from './recovery-contract.ts';

/** Calls the functions of a takeover without letting them do anything. */
export class Rehearsals {
  readonly #client: LambdaClient;
  readonly #contract: Pick<RecoveryContract, 'allHooks'>;
  readonly #stages: readonly string[];

  /** @param stages names of the stages' functions */
  constructor(client: LambdaClient, contract: Pick<RecoveryContract, 'allHooks'>, stages: readonly string[]) {
    this.#client = client;
    this.#contract = contract;
    this.#stages = stages;
  }

  /**
   * Starts every stage's function and every hook once, one after the other: they share the region with the watch.
   *
   * @param onFailure called for each function that can't start; must not throw
   */
  async rehearseAll(onFailure: (functionName: string, error: unknown) => void): Promise<void> {
    const hooks = await this.#contract.allHooks().catch((error: unknown) => {
      onFailure('hooks of services', error);
      return [];
    });
    for (const name of [...this.#stages, ...hooks.map(({ functionArn }) => functionArn)]) {
      try {
        await this.#rehearse(name);
      } catch (error) {
        onFailure(name, error);
      }
    }
  }

  async #rehearse(FunctionName: string): Promise<void> {
    const { FunctionError } = await this.#client.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify({ rehearsal: true }) }),
    );
    if (FunctionError !== undefined) throw new Error(`${FunctionName} can not start: ${FunctionError}`);
  }
}
