/** The drill that this console has started, and the one before it; whole, at each change. */
export interface DrillView {
  readonly running?: RunningDrill;
  readonly ended?: EndedDrill;
}

export interface RunningDrill {
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: string;
  /** It was asked to stop, and ends what it has started. */
  readonly isStopping: boolean;
  /** The newest that it has said, oldest first. */
  readonly lines: readonly string[];
}

export interface EndedDrill {
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly endedAt: string;
  /** As `redoubt drill run` ends; null when a signal ended it. */
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  /** Its folder among those of the history; absent when it left no report. */
  readonly folder?: string;
}

/** Body of the command `drill`. */
export interface DrillRequest {
  readonly scenario: string;
  /** @default - a new one */
  readonly seed?: number;
}

/** Answer of `GET /api/drills`. */
export interface DrillHistory {
  readonly readAt: string;
  /** Oldest first. */
  readonly runs: readonly DrillRow[];
  /** There are older ones. */
  readonly isPartial: boolean;
  /** Figures of the last drill of a scenario that are worse than those before it allow for; times in milliseconds. */
  readonly regressions: readonly DrillRegression[];
  /** Folders whose report can't be read, and why. */
  readonly unreadable: readonly { readonly folder: string; readonly why: string }[];
  /** Path that a folder and `/report.html` are appended to: it opens for who has seen it. */
  readonly reports: string;
  /** First port of a drill that this console starts. */
  readonly portBase: number;
}

/** One drill as its evidence has it; times in milliseconds, null when not seen. */
export interface DrillRow {
  /** Below the folder of reports. */
  readonly folder: string;
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly tookMs: number;
  readonly commit: string | null;
  readonly passed: boolean;
  /** Load average for each core as it began. */
  readonly busyness: number;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly objectives: Readonly<Record<string, number>>;
}

export interface DrillRegression {
  readonly folder: string;
  readonly figure: string;
  readonly lastMs: number | null;
  readonly medianMs: number;
  readonly limitMs: number;
}

/** One of the answer of `GET /api/scenarios`. */
export interface ScenarioRow {
  readonly name: string;
  readonly summary: string;
}
