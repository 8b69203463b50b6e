import { z } from 'zod';
import type { CallFaults } from '../../engines/faults/call-faults.ts';
import type { RegionFault } from '../../engines/faults/fault-set.ts';
import type { HttpFaults } from '../../engines/faults/http-faults.ts';
import type { LocalHook } from '../../engines/service-module.ts';
import { Fault } from '../../protocol/fault.ts';

const RegionFaultsInput = z.object({
  faults: z.array(z.object({ id: z.string(), fault: z.intersection(Fault, z.object({ seed: z.number() })) })),
  /** Region whose database is the writer now. */
  writerRegion: z.string(),
});

/** A part of a region that can be killed and started again on its own. */
export interface Killable {
  kill(): Promise<void>;
  /** @param writerRegion region whose database is the writer now */
  startAgain(writerRegion: string): Promise<void>;
}

export interface RegionFaultsProps {
  readonly calls: CallFaults;
  readonly http: HttpFaults;
  readonly setClockSkew: (skewMs: number) => void;
  /** Finds a part by its name; undefined when the region has none. */
  readonly part: (name: string) => Killable | undefined;
}

/** The faults in force in one region. Control sends all of them whenever one comes or goes, and after a restart. */
export class RegionFaults {
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    faults: async (body) => {
      const { faults, writerRegion } = RegionFaultsInput.parse(body);
      // One after the other: a part may take a while to start again.
      this.#applying = this.#applying.catch(() => undefined).then(() => this.#apply(faults, writerRegion));
      await this.#applying;
    },
  };
  readonly #props: RegionFaultsProps;
  readonly #down = new Set<string>();
  #applying: Promise<void> = Promise.resolve();

  constructor(props: RegionFaultsProps) {
    this.#props = props;
  }

  async #apply(faults: readonly RegionFault[], writerRegion: string): Promise<void> {
    const { calls, http, setClockSkew } = this.#props;
    calls.set(faults);
    http.set(faults);
    setClockSkew(faults.reduce((skewMs, { fault }) => skewMs + (fault.kind === 'clock' ? fault.skewMs : 0), 0));
    const down = new Set(faults.flatMap(({ fault }) => (fault.kind === 'process' ? [fault.process] : [])));
    for (const name of down) {
      if (this.#down.has(name)) continue;
      await this.#part(name).kill();
      this.#down.add(name);
    }
    for (const name of this.#down) {
      if (down.has(name)) continue;
      await this.#part(name).startAgain(writerRegion);
      this.#down.delete(name);
    }
  }

  #part(name: string): Killable {
    const part = this.#props.part(name);
    if (part === undefined) throw new Error(`no process ${name}; there are database, front-door and the functions`);
    return part;
  }
}
