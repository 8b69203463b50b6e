import type { ActingPolicy } from '../../src/domain/detection-policy.ts';

/** The rules of the product that the model keeps. A mutant is a model with one of them off. */
export interface Rules {
  /** An answer from a record that was found writes the record's pointer first. */
  readonly pointsBeforeAnswering: boolean;
  /** The ledger refuses writes of another epoch than its own. */
  readonly fences: boolean;
  /** A region acts on a lease no longer than it runs. */
  readonly heedsLeases: boolean;
  /** The promoter waits one lease before it opens. */
  readonly waitsOneLease: boolean;
  /** Missing commands are recovered from the journal. */
  readonly recovers: boolean;
  /** The watermark passes a minute only when all of it is booked. */
  readonly keepsWatermark: boolean;
  /** Whether a region could take over is checked before the epoch ends. */
  readonly checksPromotable: boolean;
  /** A fenced region that was not promoted takes its work back. */
  readonly handsBack: boolean;
  /** A takeover is resumed from region state, whether or not there is a report. */
  readonly resumesFromState: boolean;
  /** Evidence of replication is taken in stable states only. */
  readonly takesStableEvidence: boolean;
  /** A failover begins on approval only, where it has to be asked for. */
  readonly asksFirst: boolean;
  /** Whether a region could take over is checked before a person's order is carried out. */
  readonly checksOrders: boolean;
}

export const allRules: Rules = {
  pointsBeforeAnswering: true,
  fences: true,
  heedsLeases: true,
  waitsOneLease: true,
  recovers: true,
  keepsWatermark: true,
  checksPromotable: true,
  handsBack: true,
  resumesFromState: true,
  takesStableEvidence: true,
  asksFirst: true,
  checksOrders: true,
};

/** Two automatic failovers an hour, and no time in between: the model has none. */
export const acting: ActingPolicy = {
  approval: { mode: 'auto', waitMs: 1_000, afterwards: 'stand_down' },
  dwellMs: 0,
  movesMax: 2,
  movesSpanMs: 3_600_000,
  orderAgainMs: 0,
  resumeMs: 0,
  resumeMsMax: 0,
};
