import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { sdkClientConfig } from '../sdk-client-config.ts';
import { rehearsalPayload } from './rehearsal.ts';

/** How long a function may take to start, in milliseconds; Lambda itself gives it ten seconds. */
const startMsMax = 15_000;

/** Calls functions without letting them do anything. */
export class Rehearsals {
  readonly #client: Pick<LambdaClient, 'send'>;

  /** @param client what calls functions; must not give up before a slow one has started */
  constructor(client: Pick<LambdaClient, 'send'> = patientClient()) {
    this.#client = client;
  }

  /**
   * Starts each function once, one after the other: they share the account's copies, and locally the machine, with what serves
   * clients.
   *
   * @param functions names or ARNs
   * @param onFailure called for each function that can't start; must not throw
   */
  async rehearse(
    functions: readonly string[],
    onFailure: (functionName: string, error: unknown) => void,
  ): Promise<void> {
    for (const name of functions) {
      try {
        await this.#start(name);
      } catch (error) {
        onFailure(name, error);
      }
    }
  }

  async #start(FunctionName: string): Promise<void> {
    const { FunctionError } = await this.#client.send(new InvokeCommand({ FunctionName, Payload: rehearsalPayload }));
    if (FunctionError !== undefined) throw new Error(`${FunctionName} can not start: ${FunctionError}`);
  }
}

function patientClient(): LambdaClient {
  const config = sdkClientConfig();
  return new LambdaClient({
    ...config,
    maxAttempts: 1,
    requestHandler: { ...config.requestHandler, requestTimeout: startMsMax },
  });
}
