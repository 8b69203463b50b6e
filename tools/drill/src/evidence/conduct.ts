/** The platform's state from a moment on. */
export interface StateChange {
  /** On the drill's clock. */
  readonly atMs: number;
  readonly epoch: number;
  readonly activeRegion: string;
  readonly mode: string;
  /** How far a takeover is. */
  readonly stage: string;
}

/** Bounds on what a platform may do about a fault. */
export interface Expectation {
  /** Epochs that may begin; a failover begins one, and so does a hand-back. */
  readonly epochs: { readonly min: number; readonly max: number };
  /** Region that must be active at the end: the first active one, or the other one. */
  readonly activeAtEnd: 'same' | 'other' | 'either';
}

/** The other region must take over, once. */
export const mustFailOver: Expectation = { epochs: { min: 1, max: 1 }, activeAtEnd: 'other' };

/** Nothing may move. */
export const mustNotFailOver: Expectation = { epochs: { min: 0, max: 0 }, activeAtEnd: 'same' };

/** One failover is allowed and none is needed. */
export const mayFailOver: Expectation = { epochs: { min: 0, max: 1 }, activeAtEnd: 'either' };

/** Whether money moves after all faults were healed and every region was back. */
export interface MovedMoney {
  /** A payment was requested and seen captured. */
  readonly isBooked: boolean;
  /** Its refund was answered as done. */
  readonly isChanged: boolean;
}

/** A takeover by its own report: how long it let the leases of the epoch before run out. */
export interface LeaseWait {
  readonly epoch: number;
  readonly waitedMs: number;
}

/** The public name began to lead to another region. */
export interface TrafficMove {
  readonly atMs: number;
  readonly toRegion: string;
  /** Region that was active by the region state. */
  readonly activeRegion: string;
}

/** An alarm that rang, by its name without the environment's suffix. */
export interface RungAlarm {
  readonly region: string;
  readonly alarm: string;
  /** When it was first seen, on the drill's clock. */
  readonly atMs: number;
}

/** Reaction of the platform to a fault, seen from outside. */
export interface Conduct {
  readonly expected: Expectation;
  readonly firstActive: string;
  /** Oldest first. */
  readonly changes: readonly StateChange[];
  readonly atEnd: MovedMoney;
  readonly traffic: readonly TrafficMove[];
  /** Length of a lease, in milliseconds. */
  readonly leaseMs: number;
  /** Of every takeover that recorded its wait. */
  readonly leaseWaits: readonly LeaseWait[];
  /** Alarms that must ring in this drill, in any region. */
  readonly mustRing: readonly string[];
  /** Rings that began under the load. */
  readonly rung: readonly RungAlarm[];
}
