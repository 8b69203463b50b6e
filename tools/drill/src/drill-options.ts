import type { PlantedFaultName } from './plant/catalog.ts';
import type { TimelineEntry } from './report/timeline.ts';
import type { ScenarioName } from './scenarios/catalog.ts';

/** Bounds of the load: a fault must come when there is something to lose. */
export const loadLimits = { rate: { min: 5, max: 500 }, seconds: { min: 12, max: 600 } } as const;

/** 32 bits, so that a seed can be read out and typed. */
export const seedMax = 0xffff_ffff;

export interface DrillOptions {
  readonly scenario: ScenarioName;
  readonly seed: number;
  /**
   * Requests per second.
   *
   * @default - the scenario's, or 8
   */
  readonly rate?: number | undefined;
  readonly seconds: number;
  /** Longest wait for one step, e.g. for a failover, in milliseconds; a slow machine needs more. */
  readonly waitMsMax: number;
  /** Folder for the evidence; made when missing. */
  readonly outDir: string;
  /** File of the key that signs it; made when missing. */
  readonly signingKey: string;
  readonly portBase: number;
  /** Folder of the local cloud; emptied at the start. */
  readonly dataDir: string;
  readonly healthCheckIntervalMs: number;
  /** Name of the topology that was synthesized, for the report. */
  readonly topology: string;
  /**
   * Folders of the apps to deploy.
   *
   * @default - those of the workspace
   */
  readonly apps?: readonly string[] | undefined;
  /** Rules taken away to show that the verdict can fail. */
  readonly planted: readonly PlantedFaultName[];
  /** Ends the drill early; everything it started is stopped. */
  readonly signal: AbortSignal;
  readonly onTimeline: (entry: TimelineEntry) => void;
}
