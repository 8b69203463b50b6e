import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { Fault, type FaultStatus } from '../../../protocol/fault.ts';
import type { Timeline } from '../timeline.ts';
import type { FaultDriver, FaultDrivers, Heal, SeededFault } from './fault-driver.ts';
import { refused } from './refused.ts';

/** Faults in force at once, at most. */
const faultsMax = 100;
/** Seeds are unsigned 32-bit numbers. */
const seedEnd = 0x1_0000_0000;

interface InForce {
  readonly status: FaultStatus;
  readonly heal: Heal;
}

/** The faults in force. */
export class FaultRegistry {
  readonly #drivers: FaultDrivers;
  readonly #timeline: Timeline;
  readonly #inForce = new Map<string, InForce>();
  #count = 0;

  constructor(drivers: FaultDrivers, timeline: Timeline) {
    this.#drivers = drivers;
    this.#timeline = timeline;
  }

  /**
   * Brings a fault into force.
   *
   * @throws LocalCloudError `fault_refused`
   */
  async add(input: unknown): Promise<FaultStatus> {
    const fault = parsed(input);
    if (this.#inForce.size >= faultsMax) throw refused(`${faultsMax} faults are in force`, 'heal some of them');
    const driver = this.#drivers[fault.kind] as FaultDriver<Fault['kind']>;
    this.#count += 1;
    const id = `fault-${this.#count}`;
    const heal = await driver(fault, id);
    const status = { id, fault, since: new Date().toISOString() };
    this.#inForce.set(id, { status, heal });
    this.#timeline.add({ ...regionOf(fault), stage: 'fault', text: `${id} in force: ${JSON.stringify(fault)}` });
    return status;
  }

  list(): readonly FaultStatus[] {
    return [...this.#inForce.values()].map(({ status }) => status);
  }

  /** Ends a fault; one that has ended already needs nothing. */
  async heal(id: string): Promise<void> {
    const found = this.#inForce.get(id);
    if (found === undefined) return;
    this.#inForce.delete(id);
    await found.heal();
    this.#timeline.add({ ...regionOf(found.status.fault), stage: 'fault', text: `${id} healed` });
  }

  /** Ends the faults that end with a region's processes: it starts again awake, and with all its parts. */
  async endWith(region: string): Promise<void> {
    for (const { id, fault } of this.list()) {
      if ((fault.kind === 'pause' || fault.kind === 'process') && fault.region === region) await this.heal(id);
    }
  }

  /** Ends all faults, youngest first. */
  async healAll(): Promise<void> {
    for (const id of [...this.#inForce.keys()].reverse()) await this.heal(id);
  }
}

function parsed(input: unknown): SeededFault {
  const { success, data, error } = Fault.safeParse(input);
  if (!success) throw refused('the fault is malformed', z.prettifyError(error));
  return { ...data, seed: data.seed ?? randomInt(seedEnd) };
}

function regionOf(fault: Fault): { readonly region?: string } {
  return 'region' in fault ? { region: fault.region } : {};
}
