import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Calls stages' functions without letting them do anything. */
export class StageRehearsal {
  readonly #client: LambdaClient;
  readonly #functionNames: readonly string[];

  constructor(client: LambdaClient, functionNames: readonly string[]) {
    this.#client = client;
    this.#functionNames = functionNames;
  }

  /**
   * Starts every stage's function once, one after the other: they share the region with the watch.
   *
   * @param onFailure called for each function that can't start; must not throw
   */
  async rehearseAll(onFailure: (functionName: string, error: unknown) => void): Promise<void> {
    for (const name of this.#functionNames) {
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
