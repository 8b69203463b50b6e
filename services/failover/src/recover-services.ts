import type { RecoveryRequest } from '@redoubt/contracts';
import type { HookAnswer, RecoveryContract } from './adapters/recovery-contract.ts';

export interface Recovery {
  readonly hooks: readonly HookAnswer[];
  readonly text: string;
}

/**
 * Lets every service bring back what the database has lost; all of them at once, as none waits for another.
 *
 * @throws FailoverError `hook_failed` when one can't; the state machine calls all of them again
 */
export async function recoverServices(
  contract: Pick<RecoveryContract, 'hooks' | 'call'>,
  { recovery, faults }: { readonly recovery: RecoveryRequest; readonly faults: { readonly skipRecover: boolean } },
): Promise<Recovery> {
  if (faults.skipRecover) return { hooks: [], text: 'left out, because a drill asked for this fault' };
  const found = await contract.hooks('recover');
  const hooks = await Promise.all(found.map((hook) => contract.call(hook, recovery)));
  const applied = hooks.reduce((sum, { result }) => sum + result.applied, 0);
  const inDoubt = hooks.reduce((sum, { result }) => sum + result.inDoubt, 0);
  return { hooks, text: `${hooks.length} services recovered: ${applied} commands applied again, ${inDoubt} in doubt` };
}
