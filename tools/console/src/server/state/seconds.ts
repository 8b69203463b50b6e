import type { SecondRow } from '../../wire.ts';

/** Seconds that are kept: half an hour. */
const keptMax = 1800;
/** Latencies of one second that are kept; later ones take the places of earlier ones by turns. */
const samplesMax = 500;

interface Second {
  acknowledged: number;
  failed: number;
  booked: number;
  readonly latenciesMs: number[];
}

/** Throughput and latency, second by second. */
export class Seconds {
  readonly #seconds = new Map<number, Second>();
  #changed = new Set<number>();

  acknowledged(atMs: number, latencyMs: number): void {
    const second = this.#at(atMs);
    if (second.latenciesMs.length < samplesMax) second.latenciesMs.push(latencyMs);
    else second.latenciesMs[second.acknowledged % samplesMax] = latencyMs;
    second.acknowledged += 1;
  }

  failed(atMs: number): void {
    this.#at(atMs).failed += 1;
  }

  booked(atMs: number): void {
    this.#at(atMs).booked += 1;
  }

  /** Rows that changed since the last call. */
  takeChanged(): readonly SecondRow[] {
    const changed = this.#rows([...this.#changed].sort((a, b) => a - b));
    this.#changed = new Set();
    return changed;
  }

  /** The newest rows, oldest first. A second in which nothing happened has none. */
  newest(count: number): readonly SecondRow[] {
    return this.#rows([...this.#seconds.keys()].sort((a, b) => a - b).slice(-count));
  }

  #at(atMs: number): Second {
    const at = Math.floor(atMs / 1000);
    this.#changed.add(at);
    const known = this.#seconds.get(at);
    if (known !== undefined) return known;
    const second = { acknowledged: 0, failed: 0, booked: 0, latenciesMs: [] };
    this.#seconds.set(at, second);
    if (this.#seconds.size > keptMax) this.#forgetFirst();
    return second;
  }

  /** Seconds come in their order, nearly: the first that came is old enough. */
  #forgetFirst(): void {
    for (const first of this.#seconds.keys()) {
      this.#seconds.delete(first);
      return;
    }
  }

  #rows(ats: readonly number[]): readonly SecondRow[] {
    return ats.flatMap((at) => {
      const second = this.#seconds.get(at);
      if (second === undefined) return [];
      const { acknowledged, failed, booked, latenciesMs } = second;
      const sorted = [...latenciesMs].sort((a, b) => a - b);
      const [p50Ms, p99Ms] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
      return {
        at,
        acknowledged,
        failed,
        booked,
        ...(p50Ms === undefined ? {} : { p50Ms }),
        ...(p99Ms === undefined ? {} : { p99Ms }),
      };
    });
  }
}

/** By the nearest rank. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
