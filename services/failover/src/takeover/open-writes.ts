import type { RecoveryRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { FailoverError } from '../failover-error.ts';
import { pollUntil } from '../poll-until.ts';
import { advance } from './advance.ts';

export interface OpenWritesDependencies {
  readonly contract: Pick<RecoveryContract, 'hooks' | 'open'>;
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly clock: Clock;
  /** How long services may take to open, in milliseconds; the state machine tries again after that. */
  readonly limitMs: number;
}

/**
 * Lets this region's ledger be written. The services' `open` hooks refuse the old epoch and admit the new one.
 *
 * @throws FailoverError `hook_failed` when a service could not open in time, `epoch_moved` when another failover came after
 */
export async function openWrites(opening: OpenWritesDependencies, recovery: RecoveryRequest): Promise<string> {
  const services = await openServices(opening, recovery);
  await advance(opening.state, { kind: 'open', epoch: recovery.epoch });
  return `writes are open under epoch ${recovery.epoch}; opened by ${services.join(', ') || 'no service'}`;
}

async function openServices(
  { contract, clock, limitMs }: OpenWritesDependencies,
  recovery: RecoveryRequest,
): Promise<readonly string[]> {
  const hooks = await contract.hooks('open');
  await Promise.all(
    hooks.map(async (hook) => {
      let lastError: unknown;
      const answer = await pollUntil({ clock, limitMs }, async () => {
        try {
          return await contract.open(hook, recovery);
        } catch (error) {
          // A cluster that has just become the writer may refuse connections for a moment.
          lastError = error;
          return undefined;
        }
      });
      if (answer !== undefined) return;
      throw new FailoverError('hook_failed', `${hook.service} did not open within ${limitMs} ms: ${lastError}`);
    }),
  );
  return hooks.map(({ service }) => service);
}
