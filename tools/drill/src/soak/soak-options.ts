import type { DrillOptions } from '../drill-options.ts';

/** Scenarios that have a short form. */
export const soakScenarios = ['region-loss', 'torn-put'] as const;
export type SoakScenario = (typeof soakScenarios)[number];

export interface SoakOptions
  extends Pick<
    DrillOptions,
    | 'seed'
    | 'waitMsMax'
    | 'outDir'
    | 'portBase'
    | 'dataDir'
    | 'apps'
    | 'signal'
    | 'healthCheckIntervalMs'
    | 'onTimeline'
    | 'topology'
  > {
  readonly scenario: SoakScenario;
  /** Losses, one after the other in one local cloud. */
  readonly runs: number;
  /** Called after each loss. */
  readonly onRun: (run: SoakRun) => void;
}

/** One loss of a soak; times in milliseconds since the kill, `null` when it did not happen in time. */
export interface SoakRun {
  readonly number: number;
  readonly lost: string;
  /** Until a payment that was requested after the kill was captured in the other region. */
  readonly bookedMs: number | null;
  /** Until the state was open again: changes are decided. */
  readonly openMs: number | null;
  /** From the kill to the return of the lost region as a standby. */
  readonly tookMs: number;
}
