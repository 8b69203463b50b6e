import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { hasReached, RegionState, regionStateKey } from '@redoubt/contracts';
import { z } from 'zod';
import { FaultError } from './fault-error.ts';
import { readEnvironment } from './read-environment.ts';
import { documentClient } from './tables/document-client.ts';

/** Who may act, as this region knew it no longer than one lease ago. */
export interface LeaseView {
  readonly epoch: number;
  readonly activeRegion: string;
  readonly mode: RegionState['mode'];
  readonly stage: RegionState['stage'];
  /** The region that holds the lease. */
  readonly region: string;
  /** This region is the active one: commands are journaled here. */
  readonly isActive: boolean;
  /** This region's ledger may be written. */
  readonly canBook: boolean;
  /** Changes may be decided here: the ledger has everything that was acknowledged. */
  readonly canChange: boolean;
}

/** The part of the region state that a lease is about; the rest may be of a newer shape than this code knows. */
const LeasedState = RegionState.pick({ epoch: true, activeRegion: true, mode: true, stage: true });
type LeasedState = z.infer<typeof LeasedState>;

/** The region state's permissions for a region. */
export function leaseViewOf({ epoch, activeRegion, mode, stage }: LeasedState, region: string): LeaseView {
  const isActive = activeRegion === region;
  return {
    epoch,
    activeRegion,
    mode,
    stage,
    region,
    isActive,
    canBook: isActive && hasReached({ stage }, 'opened'),
    canChange: isActive && mode === 'open',
  };
}

/** Two clocks, in milliseconds; the larger of their two ages counts. */
export interface LeaseClock {
  /** Wall clock: goes on while a function is frozen between invocations, but may be set back. */
  wallMs(): number;
  /** Never set back, but may stand still while a function is frozen. */
  steadyMs(): number;
}

export interface RegionLeaseProps {
  readonly table: string;
  readonly region: string;
  /** How long a region may act on what it last read; a promoter waits as long before it opens writes. */
  readonly leaseMs: number;
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  readonly clock?: LeaseClock;
}

interface Held {
  readonly view: LeaseView;
  readonly readBegan: { readonly wallMs: number; readonly steadyMs: number };
}

/**
 * How long a region that may not do everything acts on that, in milliseconds. Waiting too long is never unsafe, only late:
 * payments and changes would begin that much later. Ten reads a second of a function that waits are cheap.
 */
const waitingMsMax = 100;

const LeaseEnvironment = z.object({
  REGION_STATE_TABLE: z.string().min(1),
  AWS_REGION: z.string().min(1),
  LEASE_MS: z.coerce.number().int().min(1),
});

const processClock: LeaseClock = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

/**
 * This region's right to act: the region state, read with strong consistency and kept for one lease.
 * Re-reads sooner while not everything is allowed: another region is active, or a takeover is not finished.
 *
 * The lease counts from *before* the read began: what was read may have been changed the moment after, and a promoter
 * waits exactly one lease before it opens writes. A read that takes longer than a lease therefore gives nothing.
 */
export class RegionLease {
  readonly #props: RegionLeaseProps;
  readonly #clock: LeaseClock;
  #held: Held | undefined;
  #reading: Promise<Held> | undefined;

  constructor(props: RegionLeaseProps) {
    this.#props = props;
    this.#clock = props.clock ?? processClock;
  }

  /** The lease of the function whose environment this is. */
  static ofEnvironment(environment: Readonly<Record<string, string | undefined>>): RegionLease {
    const { REGION_STATE_TABLE, AWS_REGION, LEASE_MS } = readEnvironment(LeaseEnvironment, environment);
    return new RegionLease({
      table: REGION_STATE_TABLE,
      region: AWS_REGION,
      leaseMs: LEASE_MS,
      client: documentClient(),
    });
  }

  /**
   * The region's current lease.
   *
   * @throws FaultError `region_state_unreachable` when it can't be known within one lease: then nobody here may act.
   */
  async current(): Promise<LeaseView> {
    if (this.#held !== undefined && this.#ageMs(this.#held) < this.#keepMs(this.#held)) return this.#held.view;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    const held = await this.#reading;
    if (this.#ageMs(held) < this.#props.leaseMs) return held.view;
    throw new FaultError(
      'region_state_unreachable',
      `reading the region state took longer than the lease of ${this.#props.leaseMs} ms; what was read is too old to act on`,
    );
  }

  async #read(): Promise<Held> {
    const readBegan = { wallMs: this.#clock.wallMs(), steadyMs: this.#clock.steadyMs() };
    this.#held = { readBegan, view: leaseViewOf(await this.#readState(), this.#props.region) };
    return this.#held;
  }

  async #readState(): Promise<LeasedState> {
    const { client, table } = this.#props;
    const get = new GetCommand({ TableName: table, Key: { pk: regionStateKey }, ConsistentRead: true });
    const { Item } = await client.send(get).catch((cause: unknown) => {
      throw new FaultError('region_state_unreachable', `the region state in ${table} could not be read`, { cause });
    });
    const state = LeasedState.safeParse(Item);
    if (state.success) return state.data;
    throw new FaultError(
      'region_state_unreachable',
      `${table} holds no valid item ${regionStateKey}; the failover service writes it at its first deploy`,
      { cause: state.error },
    );
  }

  #keepMs({ view }: Held): number {
    const { leaseMs } = this.#props;
    return view.canChange ? leaseMs : Math.min(leaseMs, waitingMsMax);
  }

  #ageMs({ readBegan }: Held): number {
    const wallAgeMs = this.#clock.wallMs() - readBegan.wallMs;
    const steadyAgeMs = this.#clock.steadyMs() - readBegan.steadyMs;
    return Math.max(wallAgeMs, steadyAgeMs);
  }
}
