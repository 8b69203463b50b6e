import { setTimeout as pause } from 'node:timers/promises';
import { drawMs, type Random, seededRandom } from '../../protocol/seeded-random.ts';

/** Replicas that have to accept a write before it is acknowledged, and before it survives the loss of one of the three. */
const majority = 2;

/** Accepts writes late. */
export interface ReplicaLatency {
  readonly region: string;
  readonly delayMs: readonly [number, number];
  readonly seed: number;
}

/** Outcome of a write: a majority has it, its region was lost before, or no majority can be reached. */
export type WriteEnd = 'accepted' | 'lost' | 'no_quorum';

interface ImposedLatency {
  readonly latency: ReplicaLatency;
  readonly random: Random;
  readonly ended: AbortController;
}

/** The three replicas behind the strongly consistent tables: how long each takes to accept a write. */
export class QuorumReplicas {
  readonly #regions: readonly string[];
  readonly #isReachable: (region: string) => boolean;
  readonly #latencies = new Set<ImposedLatency>();
  #waiting = 0;

  /**
   * @param regions of the two replicas and of the witness
   * @param isReachable whether a region's replica can accept a write now
   */
  constructor(regions: readonly string[], isReachable: (region: string) => boolean) {
    this.#regions = regions;
    this.#isReachable = isReachable;
  }

  get regions(): readonly string[] {
    return this.#regions;
  }

  /** Brings a latency into force; the answer ends it. Several on one replica add up. */
  impose(latency: ReplicaLatency): () => void {
    const imposed = { latency, random: seededRandom(latency.seed), ended: new AbortController() };
    this.#latencies.add(imposed);
    return () => {
      this.#latencies.delete(imposed);
      imposed.ended.abort();
    };
  }

  /** Number of writes that no majority has accepted yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether enough replicas can be reached to read and write at all. */
  get hasQuorum(): boolean {
    return (
      this.#regions.filter((region) => this.#isReachable(region)).length >= Math.min(majority, this.#regions.length)
    );
  }

  /**
   * Waits until a majority has accepted a write.
   *
   * @param coordinator aborted when the region that writes is lost: what fewer than a majority have by then is gone
   */
  async accept(coordinator: AbortSignal): Promise<WriteEnd> {
    if (!this.hasQuorum) return 'no_quorum';
    if (this.#latencies.size === 0) return 'accepted';
    const waits = this.#regions.filter((region) => this.#isReachable(region)).map((region) => this.#drawMs(region));
    const waitMs = waits.sort((a, b) => a - b)[Math.min(majority, waits.length) - 1] ?? 0;
    // Writes that wait are accepted when the latency that holds them ends.
    const ended = [...this.#latencies].map(({ ended: { signal } }) => signal);
    this.#waiting += 1;
    await pause(waitMs, undefined, { signal: AbortSignal.any([coordinator, ...ended]) }).catch(() => undefined);
    this.#waiting -= 1;
    if (coordinator.aborted) return 'lost';
    // A replica may have become unreachable meanwhile.
    return this.hasQuorum ? 'accepted' : 'no_quorum';
  }

  #drawMs(region: string): number {
    let delayMs = 0;
    for (const { latency, random } of this.#latencies) {
      if (latency.region === region) delayMs += drawMs(random, latency.delayMs);
    }
    return delayMs;
  }
}
