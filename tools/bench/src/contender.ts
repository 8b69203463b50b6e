/** One way of doing the same work, measured against others. */
export interface Contender {
  readonly name: string;
  /** Prepares this many units of work, outside the clock; the function returned does them and nothing else. */
  prepare(units: number): Promise<Work>;
  /**
   * Processor time that the server has spent for it so far, in microseconds.
   *
   * @default - not known, and left out of the report
   */
  serverMicros?(): number;
}

/** Prepared work; the clock runs while it is done. */
export type Work = () => Promise<void>;

/** Work of one contender in one round. */
export interface Sample {
  readonly units: number;
  readonly elapsedMs: number;
  /** Processor time of the server; undefined where it is not known. */
  readonly serverMicros: number | undefined;
}

/** The samples of each contender by its name, in the order of the rounds. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;
