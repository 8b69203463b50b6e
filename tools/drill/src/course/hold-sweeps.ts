import { setTimeout as pause } from 'node:timers/promises';
import type { DrillRun } from './drill-run.ts';

/** Pause between two sweeps of a region, in milliseconds. */
const everyMs = 2_000;

/**
 * Calls the sweep of what has run out, in every region, until it is disposed of. The platform's own schedule calls it once a minute: a
 * drill would end before most of its holds, and its failover would meet none that was just released.
 */
export class HoldSweeps implements AsyncDisposable {
  readonly #ended = new AbortController();
  readonly #sweeping: Promise<unknown>;

  constructor(
    { cloud }: Pick<DrillRun, 'cloud'>,
    { regions, suffix }: { readonly regions: readonly string[]; readonly suffix: string },
  ) {
    const { signal } = this.#ended;
    const pass = () => pause(everyMs, undefined, { signal }).catch(() => {});
    this.#sweeping = Promise.all(
      regions.map(async (region) => {
        while (!signal.aborted) {
          // A region that stands by does nothing, and one that is lost may never answer.
          const sweep = cloud.invoke(region, `transactions-expire-payments-${suffix}`, {}).catch(() => {});
          await pass();
          await Promise.race([sweep, pass()]);
        }
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#sweeping;
  }
}
