import type { Rehearsal } from '../course/rehearsal.ts';
import type { Expectation } from '../evidence/conduct.ts';
import type { Objectives } from '../report/report.ts';

/** A text of one app's templates that the scenario deploys otherwise, as another topology would. */
export interface Setting {
  readonly app: string;
  readonly find: string;
  readonly replace: string;
}

/** A failure to rehearse under load. The common course starts the platform before it, and heals, settles and judges after it. */
export interface Scenario {
  /** The fault in one line. */
  readonly summary: string;
  readonly expects: Expectation;
  readonly objectives: Objectives;
  /** Alarms that call people to this fault; all of them must ring. Without the environment's suffix. */
  readonly rings: readonly string[];
  /** Requests per second, where the default does not fit. */
  readonly rate?: number;
  /**
   * Whether some authorizations hold for seconds: where a region's clock is off, they end by that clock and not by their merchant's.
   *
   * @default true
   */
  readonly hasShortHolds?: false;
  /** Deployed otherwise than the topology says. */
  readonly settings?: readonly Setting[];
  /** Waits at the end until the watermark has passed the faults: minutes. */
  readonly awaitsWatermark?: boolean;
  /** Breaks the platform; returns when the load has seen enough of it. Faults still in force are healed later. */
  play(rehearsal: Rehearsal): Promise<void>;
}
