import type { WatchView } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { SignalItems } from '../adapters/signal-items.ts';
import type { Duty } from '../domain/decide-duty.ts';
import { signalNames } from '../domain/signals.ts';
import type { WatchStep } from './watch-region.ts';

/** How often an unchanged view is kept again, in milliseconds: its age says whether the watcher still looks. */
const againMs = 5_000;

export interface WatchViewKeeperDependencies {
  readonly region: string;
  readonly signals: Pick<SignalItems, 'putWatchView'>;
  readonly clock: Clock;
  onFailure(error: unknown): void;
}

/** Keeps what the watcher sees, for people: at once when it has changed. Nothing waits for it, and nothing is decided by it. */
export class WatchViewKeeper {
  readonly #keeping: WatchViewKeeperDependencies;
  #kept: { readonly text: string; readonly atMs: number } | undefined;
  #put: Promise<void> | undefined;

  constructor(keeping: WatchViewKeeperDependencies) {
    this.#keeping = keeping;
  }

  keep(step: Pick<WatchStep, 'state' | 'assessment' | 'duty' | 'detection'>): void {
    const { region, signals, clock, onFailure } = this.#keeping;
    // A table that is slow must not let writes pile up.
    if (this.#put !== undefined) return;
    const nowMs = clock.nowMs();
    const seen = viewOf(step);
    const text = JSON.stringify(seen);
    if (this.#kept?.text === text && nowMs - this.#kept.atMs < againMs) return;
    this.#kept = { text, atMs: nowMs };
    this.#put = signals
      .putWatchView({ region, at: new Date(nowMs).toISOString(), ...seen })
      .catch(onFailure)
      .finally(() => {
        this.#put = undefined;
      });
  }

  /** Waits for a write that is under way. */
  async settled(): Promise<void> {
    await this.#put;
  }
}

function viewOf({
  state,
  assessment,
  duty,
  detection,
}: Parameters<WatchViewKeeper['keep']>[0]): Omit<WatchView, 'pk' | 'region' | 'at'> {
  return {
    epoch: state.epoch,
    assessment: assessment.kind,
    signals: signalNames.map((signal) => {
      const { isDown, badSinceMs } = detection.windows[signal];
      const since = badSinceMs === undefined ? {} : { badSince: new Date(badSinceMs).toISOString() };
      return { signal, reading: detection.readings[signal], isDown, ...since };
    }),
    duty: duty.kind,
    because: [...reasonsOf(duty)],
  };
}

function reasonsOf(duty: Duty): readonly string[] {
  if (duty.kind === 'hold') return [duty.because];
  return duty.kind === 'blocked' ? duty.obstacles : [];
}
