import type { PlantedFault } from './planted-fault.ts';

/** Rules of the product that a drill can take away in a copy of its own, by name. */
export const plantedFaults = {
  'fence-off': {
    summary: 'the ledger takes writes of an ended epoch',
    shownBy: 'region-loss',
    sources: [
      {
        file: 'services/transactions/ledger/functions/fence/fence_refusal.sql',
        find: 'if claimed = opened then',
        replace: 'if claimed <= opened then',
      },
    ],
  },
  'lease-ignored': {
    summary: 'a region acts for ever on the region state that it read first',
    shownBy: 'paused-primary',
    sources: [
      {
        file: 'libs/lambda-kit/src/region-lease.ts',
        find: 'return view.canChange ? leaseMs : Math.min(leaseMs, waitingMsMax);',
        replace: 'return view.canChange ? Number.MAX_SAFE_INTEGER : Math.min(leaseMs, waitingMsMax);',
      },
    ],
  },
  'promotable-check-off': {
    summary: 'the epoch ends whether or not the standby can be promoted',
    shownBy: 'standby-db-dead',
    sources: [
      {
        file: 'services/failover/src/domain/decide-duty.ts',
        find: "return obstacles.length > 0 ? { kind: 'blocked', obstacles } : { kind: 'fail_over' };",
        replace: "return { kind: 'fail_over' };",
      },
    ],
  },
  'hand-back-off': {
    summary: 'a fenced writer never takes back what was not promoted',
    shownBy: 'standby-db-dead',
    sources: [
      {
        file: 'services/failover/src/domain/decide-duty.ts',
        find: "if (canTakeBack) return { kind: 'hand_back' };",
        replace: '',
      },
    ],
  },
  'resume-off': {
    summary: 'an unfinished takeover is left to itself',
    shownBy: 'survivor-lost',
    sources: [
      {
        file: 'services/failover/src/domain/decide-duty.ts',
        find: "if (state.stage === 'verified') return false;",
        replace: 'return false;',
      },
    ],
  },
  'one-record-stops-the-recovery': {
    summary: 'an unreadable record of the journal ends the recovery',
    shownBy: 'poison-record',
    sources: [
      {
        file: 'libs/lambda-kit/src/journal/journal-reader.ts',
        find: "return { kind: 'unreadable', commandId, reason: places.join('; ').slice(0, 500) };",
        replace: "throw new Error('a record is unreadable');",
      },
    ],
  },
  'recall-without-pointer': {
    summary: 'a repeat is answered from the journal without a pointer in the quorum',
    shownBy: 'torn-put',
    sources: [{ file: 'libs/lambda-kit/src/journal/journal.ts', find: 'await this.#point(repeat);', replace: '' }],
  },
} as const satisfies Readonly<Record<string, PlantedFault>>;

export type PlantedFaultName = keyof typeof plantedFaults;

export const plantedFaultNames = Object.keys(plantedFaults) as readonly PlantedFaultName[];

/** Whether a rule is taken away in the code; others are taken away while the platform runs. */
export function isPlantedInCode(name: string): name is PlantedFaultName {
  return name in plantedFaults;
}
