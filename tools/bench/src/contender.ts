/** One way of doing the same work, that is measured against others. */
export interface Contender {
  readonly name: string;
  /** Makes everything that this many units of work need, outside the clock; what it answers does them and nothing else. */
  prepare(units: number): Promise<Work>;
  /**
   * Processor time that the server has spent for it so far, in microseconds.
   *
   * @default - not known, and left out of the report
   */
  serverMicros?(): number;
}

/** Prepared work; doing it is what the clock sees. */
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
