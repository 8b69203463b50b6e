import type { RecoveryProgress, RecoveryRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { ServiceHook } from '../domain/recovery-hooks.ts';
import { advance } from './advance.ts';

export interface RecoverServicesDependencies {
  readonly contract: Pick<RecoveryContract, 'hooks' | 'recover'>;
  readonly state: Pick<RegionStateTable, 'read' | 'change'>;
  readonly clock: Clock;
  /** No page begins later than this after the call began, in milliseconds; the next call goes on. */
  readonly beginMsMax: number;
  /** Where a drill's faults are read; undefined in an environment that is not labelled for drills. */
  readonly drills: Pick<FailoverRecords, 'readFaults'> | undefined;
}

export interface Recovery {
  readonly outcome: 'recovered' | 'more';
  readonly progress: RecoveryProgress;
  readonly text: string;
}

/**
 * Lets every service bring back what the database has lost, page by page. Changes are taken again as soon as everything is
 * booked; what is left to announce follows behind.
 *
 * Services work at the same time, as none waits for another. Each page's cursor is kept in the region state before the
 * next is asked for, so another execution goes on where this one ended.
 *
 * @throws FailoverError `hook_failed` when a page fails; the state machine calls again
 */
export async function recoverServices(
  { contract, state, clock, beginMsMax, drills }: RecoverServicesDependencies,
  recovery: RecoveryRequest,
): Promise<Recovery> {
  const { epoch } = recovery;
  const deadlineMs = clock.nowMs() + beginMsMax;
  const { skipRecover = false } = (await drills?.readFaults()) ?? {};
  const hooks = skipRecover ? [] : await contract.hooks('recover');
  let progress = (await state.read()).recovery ?? {};

  /** @returns false when the time was over before */
  async function recoverUntil(goal: 'isBooked' | 'isDone', hook: ServiceHook): Promise<boolean> {
    const name = `${hook.service}/${hook.hook}`;
    while (progress[name]?.[goal] !== true) {
      if (clock.nowMs() >= deadlineMs) return false;
      const cursor = progress[name]?.next;
      const page = await contract.recover(hook, { ...recovery, ...(cursor === undefined ? {} : { cursor }) });
      progress = (await advance(state, { kind: 'recover_page', epoch, hook: name, page })).recovery ?? {};
    }
    return true;
  }

  async function recoverAll(goal: 'isBooked' | 'isDone'): Promise<boolean> {
    const areDone = await Promise.all(hooks.map((hook) => recoverUntil(goal, hook)));
    return !areDone.includes(false);
  }

  const counts = () => `${sum(progress, 'applied')} commands applied again, ${sum(progress, 'inDoubt')} in doubt`;
  if (!(await recoverAll('isBooked'))) return { outcome: 'more', progress, text: `recovery goes on: ${counts()}` };
  await advance(state, { kind: 'recover', epoch, at: new Date(clock.nowMs()).toISOString() });
  if (!(await recoverAll('isDone'))) return { outcome: 'more', progress, text: `announcing goes on: ${counts()}` };
  if (skipRecover) return { outcome: 'recovered', progress, text: 'left out, because a drill asked for this fault' };
  return { outcome: 'recovered', progress, text: `${hooks.length} services recovered: ${counts()}` };
}

function sum(progress: RecoveryProgress, count: 'applied' | 'inDoubt'): number {
  return Object.values(progress).reduce((total, page) => total + page[count], 0);
}
