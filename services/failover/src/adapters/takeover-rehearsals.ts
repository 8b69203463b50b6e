import type { Rehearsals } from '@redoubt/lambda-kit';
import type { RecoveryContract } from './recovery-contract.ts';

/** Rehearses the functions of a takeover: every stage, and every hook that a service publishes. */
export class TakeoverRehearsals {
  readonly #rehearsals: Pick<Rehearsals, 'rehearse'>;
  readonly #contract: Pick<RecoveryContract, 'allHooks'>;
  readonly #stages: readonly string[];

  /** @param stages names of the stages' functions */
  constructor(
    rehearsals: Pick<Rehearsals, 'rehearse'>,
    contract: Pick<RecoveryContract, 'allHooks'>,
    stages: readonly string[],
  ) {
    this.#rehearsals = rehearsals;
    this.#contract = contract;
    this.#stages = stages;
  }

  /** @param onFailure called for each function that can't start; must not throw */
  async rehearseAll(onFailure: (functionName: string, error: unknown) => void): Promise<void> {
    const hooks = await this.#contract.allHooks().catch((error: unknown) => {
      onFailure('hooks of services', error);
      return [];
    });
    await this.#rehearsals.rehearse([...this.#stages, ...hooks.map(({ functionArn }) => functionArn)], onFailure);
  }
}
