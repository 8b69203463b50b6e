import type { SeededFault } from './fault-driver.ts';
import { refused } from './refused.ts';

interface SentFault {
  readonly id: string;
  readonly fault: SeededFault;
}

export interface RegionFaultSenderProps {
  readonly regions: readonly string[];
  /** Asks a region process; rejects when it is not there, or refuses. */
  readonly callRegion: (region: string, hook: string, body: unknown) => Promise<unknown>;
  readonly isAlive: (region: string) => boolean;
  readonly writerRegion: () => string;
}

/** Tells regions of the faults in force in them: all of them, at each change and after each start. */
export class RegionFaultSender {
  readonly #props: RegionFaultSenderProps;
  readonly #faults: ReadonlyMap<string, SentFault[]>;

  constructor(props: RegionFaultSenderProps) {
    this.#props = props;
    this.#faults = new Map(props.regions.map((region) => [region, []]));
  }

  /**
   * Brings a fault into force in a region.
   *
   * @throws LocalCloudError `fault_refused`
   */
  async add(region: string, { id, fault }: SentFault): Promise<() => Promise<void>> {
    const faults = this.#of(region);
    faults.push({ id, fault });
    const remove = () => {
      const index = faults.findIndex((known) => known.id === id);
      if (index !== -1) faults.splice(index, 1);
    };
    try {
      await this.send(region);
    } catch (error) {
      remove();
      throw refused(`${region} refuses the fault`, error instanceof Error ? error.message : String(error));
    }
    return async () => {
      remove();
      await this.send(region);
    };
  }

  /** Sends a region its faults; one that does not run has them sent when it has started. */
  async send(region: string): Promise<void> {
    const { isAlive, callRegion, writerRegion } = this.#props;
    if (isAlive(region)) await callRegion(region, 'faults', { faults: this.#of(region), writerRegion: writerRegion() });
  }

  #of(region: string): SentFault[] {
    const faults = this.#faults.get(region);
    if (faults !== undefined) return faults;
    throw refused(`no region is called ${region}`, `name one of ${[...this.#faults.keys()].join(', ')}`);
  }
}
