import type { RungAlarm } from '../../evidence/conduct.ts';

/** Every time that an alarm began to ring. */
export class RingLog {
  readonly #rings: RungAlarm[] = [];
  readonly #ringing = new Map<string, ReadonlySet<string>>();

  get rings(): readonly RungAlarm[] {
    return this.#rings;
  }

  /** Takes in which alarms of a region ring now. @returns those that have just begun */
  see(region: string, alarms: readonly string[], atMs: number): readonly RungAlarm[] {
    const before = this.#ringing.get(region);
    const begun = alarms.filter((alarm) => !before?.has(alarm)).map((alarm) => ({ region, alarm, atMs }));
    this.#ringing.set(region, new Set(alarms));
    this.#rings.push(...begun);
    return begun;
  }
}
