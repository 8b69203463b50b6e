import type { PlantedFault } from './planted-fault.ts';

/** Rules of the product that a drill can take away in a copy of its own, by name. */
export const plantedFaults = {
  'skip-recover': {
    summary: 'a takeover leaves the recovery out; a drill asks the failover for it',
    shownBy: 'region-loss',
    breaks: 'stranded',
    sources: [],
  },
  'fence-off': {
    summary: 'the ledger takes writes of an ended epoch',
    shownBy: 'region-loss',
    breaks: 'stale_epoch_write',
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
    breaks: 'stale_epoch_write',
    sources: [
      {
        file: 'libs/lambda-kit/src/region-lease.ts',
        find: 'return view.canChange ? leaseMs : Math.min(leaseMs, waitingMsMax);',
        replace: 'return view.canChange ? Number.MAX_SAFE_INTEGER : Math.min(leaseMs, waitingMsMax);',
      },
    ],
  },
  'lease-not-awaited': {
    summary: 'a takeover opens the ledger while leases of the epoch before still run',
    shownBy: 'region-loss',
    breaks: 'opened_early',
    sources: [
      {
        file: 'services/failover/src/takeover/wait-lease.ts',
        find: 'while (clock.steadyMs() - beganMs < leaseMs)',
        replace: 'while (clock.steadyMs() < beganMs)',
      },
    ],
  },
  'traffic-fails-open': {
    summary: 'a region that can not read the region state says that it is active',
    shownBy: 'latch-only',
    breaks: 'traffic_astray',
    sources: [
      {
        file: 'services/failover/src/routes/serving.ts',
        find: 'await state.read();',
        replace: 'await state.read().catch(() => ({ activeRegion: region, epoch: 1 }));',
      },
    ],
  },
  'evidence-while-promoting': {
    summary: "while roles change, the old writer's membership counts as a replica's",
    shownBy: 'ping-pong',
    breaks: 'failover_unwanted',
    sources: [
      {
        file: 'services/failover/src/domain/promotability.ts',
        find: "if (database.role === 'writer') obstacles.push('database_is_writer');",
        replace: '',
      },
      {
        file: 'services/failover/src/domain/promotability.ts',
        find: "if (database.isInTransition) obstacles.push('database_in_transition');",
        replace: '',
      },
      {
        file: 'services/failover/src/domain/promotability.ts',
        find: "if (mark === undefined || mark.epoch < writerEpoch) obstacles.push('never_replicated');",
        replace: 'if (mark === undefined || mark.epoch < writerEpoch) { }',
      },
    ],
  },
  'promotable-check-off': {
    summary: 'the epoch ends whether or not the standby can be promoted',
    shownBy: 'standby-db-dead',
    breaks: 'failover_unwanted',
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
    shownBy: 'standby-db-dies',
    breaks: 'failover_missing',
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
    breaks: 'stranded',
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
    breaks: 'stranded',
    sources: [
      {
        file: 'libs/lambda-kit/src/journal/journal-reader.ts',
        find: "return { kind: 'unreadable', commandId, reason: places.join('; ').slice(0, 500) };",
        replace: "throw new Error('a record is unreadable');",
      },
    ],
  },
  'one-record-stops-the-sweep': {
    summary: 'a command that can not be applied is tried for ever',
    shownBy: 'poison-record',
    breaks: 'watermark_stands',
    sources: [
      {
        file: 'services/transactions/src/recovering/set-aside.ts',
        find: 'export const triesMax = 3;',
        replace: 'export const triesMax = 1_000_000;',
      },
    ],
  },
  'watermark-too-far': {
    summary: 'the watermark passes one minute more than was swept',
    shownBy: 'poison-record',
    breaks: 'watermark_ahead',
    sources: [
      {
        file: 'services/transactions/src/recovering/sweep-journal.ts',
        find: 'const upToMs = minuteMs + journalSlotMs;',
        replace: 'const upToMs = minuteMs + 2 * journalSlotMs;',
      },
    ],
  },
  'event-id-without-command': {
    summary: 'events of one version have one id, whichever command they come from',
    shownBy: 'region-loss',
    breaks: 'event_misnamed',
    sources: [
      { file: 'libs/contracts/src/ids.ts', find: 'event.type, event.commandId)', replace: 'event.type)' },
      {
        file: 'services/transactions/ledger/functions/ids/event_id_of.sql',
        find: "'5:event%s:%s%s:%s%s:%s36:%s'",
        replace: "'5:event%s:%s%s:%s%s:%s'",
      },
    ],
  },
  'canary-replayed': {
    summary: 'every takeover is verified by the answer to the first canary',
    shownBy: 'there-and-back',
    breaks: 'canary_missing',
    sources: [
      {
        file: 'services/failover/src/takeover/verify-canary.ts',
        find: 'const idempotencyKey = `canary-',
        replace: "const idempotencyKey = 'canary' || `canary-",
      },
      {
        file: 'services/failover/src/takeover/verify-canary.ts',
        find: 'reference: `epoch ',
        replace: "reference: 'canary' || `epoch ",
      },
      {
        file: 'services/failover/src/takeover/verify-canary.ts',
        find: "if (answer.isReplay) return 'a replayed answer';",
        replace: '',
      },
    ],
  },
  'recall-without-pointer': {
    summary: 'a repeat is answered from the journal without a pointer in the quorum',
    shownBy: 'torn-put',
    breaks: 'change_lost',
    sources: [{ file: 'libs/lambda-kit/src/journal/journal.ts', find: 'await this.#point(repeat);', replace: '' }],
  },
} as const satisfies Readonly<Record<string, PlantedFault>>;

export type PlantedFaultName = keyof typeof plantedFaults;

export const plantedFaultNames = Object.keys(plantedFaults) as readonly PlantedFaultName[];

/** Whether a rule is taken away in the code, and not while the platform runs. */
export function isPlantedInCode(name: PlantedFaultName): boolean {
  return plantedFaults[name].sources.length > 0;
}
