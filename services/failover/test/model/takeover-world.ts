import { type RegionState, regionStateKey } from '@redoubt/contracts';

/** The two regions of the model; `0` is active at first. */
export type Region = 0 | 1;
export const regions: readonly Region[] = [0, 1];
export const regionNames = ['us-east-1', 'us-east-2'] as const;

/** An active region's right to act as it read it last; none when it read none, or outlived it. */
export interface Lease {
  readonly epoch: number;
  readonly canBook: boolean;
}

/** A region's ledger. It holds one command or not: `has`. */
export interface Database {
  readonly isUp: boolean;
  /** The writer by its own belief: one that is cut off does not hear of a promotion elsewhere. */
  readonly isWriter: boolean;
  readonly has: boolean;
  /** Everything accepted before this minute is booked; the command was accepted in minute 0. */
  readonly watermark: 0 | 1;
  /** Epoch under which it takes writes. */
  readonly fence: number;
  /** Epoch of the promotion that its books come from. */
  readonly lineage: number;
}

/** A state machine execution. */
export interface Work {
  readonly epoch: number;
  readonly hasWaited: boolean;
}

/** The one command of the model, and how far its journaling is. */
export interface Journaled {
  /** The region in which a request for it is being served. */
  readonly servedIn: Region | null;
  readonly command: boolean;
  readonly pointer: boolean;
  readonly isAcknowledged: boolean;
  readonly queuedIn: Region | null;
  readonly isForgotten: boolean;
  /** A booking on its way to a ledger. */
  readonly flight: { readonly to: Region; readonly epoch: number } | null;
}

export interface World {
  readonly state: RegionState;
  readonly isUp: readonly [boolean, boolean];
  readonly hasQuorum: readonly [boolean, boolean];
  /** The standby takes the active region for silent, and is wrong. */
  readonly isSuspicious: boolean;
  readonly databases: readonly [Database, Database];
  readonly leases: readonly [Lease | null, Lease | null];
  readonly work: readonly [Work | null, Work | null];
  /** The region that Aurora is promoting. */
  readonly promotion: Region | null;
  /** The member that Aurora takes for the writer. */
  readonly writer: Region;
  readonly marks: readonly [ReplicaMark | null, ReplicaMark | null];
  readonly journal: Journaled;
  /** Epoch of the last report. */
  readonly reported: number;
  readonly faultsLeft: number;
  /** A rule that the last step broke. */
  readonly broken: string | null;
}

interface ReplicaMark {
  readonly epoch: number;
  readonly upTo: 0 | 1;
}

const database: Database = { isUp: true, isWriter: false, has: false, watermark: 0, fence: 1, lineage: 1 };

/** Two healthy regions, nothing journaled, and so many faults to come. */
export function firstWorld(faults: number): World {
  return {
    state: {
      pk: regionStateKey,
      version: 0,
      epoch: 1,
      activeRegion: regionNames[0],
      writerEpoch: 1,
      mode: 'open',
      stage: 'verified',
      since: at(0),
      by: 'seed',
      stages: [],
      automaticMoves: [],
    },
    isUp: [true, true],
    hasQuorum: [true, true],
    isSuspicious: false,
    databases: [{ ...database, isWriter: true }, database],
    leases: [null, null],
    work: [null, null],
    promotion: null,
    writer: 0,
    marks: [null, { epoch: 1, upTo: 0 }],
    journal: {
      servedIn: null,
      command: false,
      pointer: false,
      isAcknowledged: false,
      queuedIn: null,
      isForgotten: false,
      flight: null,
    },
    reported: 1,
    faultsLeft: faults,
    broken: null,
  };
}

/** A moment of the model, in seconds; it is always second 10, and only workers that died belong to the past. */
export function at(second: number): string {
  return new Date(second * 1_000).toISOString();
}
export const nowSecond = 10;

/** The same tuple with one region's part replaced. */
export function withPart<Part>(parts: readonly [Part, Part], region: Region, part: Part): readonly [Part, Part] {
  return region === 0 ? [part, parts[1]] : [parts[0], part];
}

export function other(region: Region): Region {
  return region === 0 ? 1 : 0;
}

export function activeRegion({ state }: World): Region {
  return state.activeRegion === regionNames[0] ? 0 : 1;
}
