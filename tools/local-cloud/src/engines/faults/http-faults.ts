import { FaultSet, type RegionFault } from './fault-set.ts';
import { textPattern } from './text-pattern.ts';

/** Faults of requests to one region's front door. */
export class HttpFaults {
  readonly #faults = new FaultSet((fault) =>
    fault.kind === 'http' ? { ...fault, path: textPattern(fault.path) } : undefined,
  );

  set(faults: readonly RegionFault[]): void {
    this.#faults.set(faults);
  }

  /** The status that a fault answers a request with; undefined when none strikes. */
  strike({ method, path }: { readonly method: string; readonly path: string }): number | undefined {
    const struck = this.#faults.active.find(
      ({ fault, random }) =>
        (fault.method === undefined || fault.method === method) && fault.path.test(path) && random() < fault.rate,
    );
    return struck?.fault.status;
  }
}
