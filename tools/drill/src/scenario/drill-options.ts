import type { Objectives } from '../report/report.ts';
import type { TimelineEntry } from '../report/timeline.ts';

/** Faults that can be planted to show that the verdict can fail. */
export const plantableFaults = ['skip-recover'] as const;
export type PlantableFault = (typeof plantableFaults)[number];

/** Names of the scenarios. */
export const scenarios = ['region-loss'] as const;
export type Scenario = (typeof scenarios)[number];

/** How many requests and for how long; below the minimum the kill would come before there is anything to lose. */
export const loadLimits = { rate: { min: 5, max: 500 }, seconds: { min: 12, max: 600 } } as const;

/** 32 bits, so that a seed can be read out and typed. */
export const seedMax = 0xffff_ffff;

export interface DrillOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Requests per second. */
  readonly rate: number;
  readonly seconds: number;
  /** Folder for `report.json` and the witness's book; made when missing. */
  readonly outDir: string;
  readonly portBase: number;
  /** Folder of the local cloud; emptied at the start. */
  readonly dataDir: string;
  readonly healthCheckIntervalMs: number;
  /** Name of the topology that was synthesized, for the report. */
  readonly topology: string;
  readonly objectives: Objectives;
  readonly faults: readonly PlantableFault[];
  /** Ends the drill early; everything it started is stopped. */
  readonly signal: AbortSignal;
  readonly onTimeline: (entry: TimelineEntry) => void;
}

/** At one-second checks on one machine; see the figures in the design. */
export const localObjectives: Objectives = { detectedMs: 4000, firstAcceptedMs: 5000, firstPostedMs: 5000 };
