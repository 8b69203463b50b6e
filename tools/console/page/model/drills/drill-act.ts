import { spanText } from '../ages.ts';
import type { Act } from '../consequences.ts';

/** Scenario and seed of a drill, and facts about it for people. */
export interface DrillChoice {
  readonly scenario: string;
  /** Absent: a new one. */
  readonly seed?: number;
  /** How long those before took, in milliseconds. */
  readonly usualMs?: number;
  readonly portBase: number;
}

/** Starts a drill, after it has been said what that does to this machine. */
export function drillAct({ scenario, seed, usualMs, portBase }: DrillChoice): Act {
  const time = usualMs === undefined ? 'two to three minutes' : `some ${spanText(usualMs)}`;
  const which = seed === undefined ? 'With a new seed' : `With seed ${seed}`;
  return {
    label: seed === undefined ? 'Start' : 'Replay',
    command: 'drill',
    body: { scenario, ...(seed === undefined ? {} : { seed }) },
    title: seed === undefined ? `Start ${scenario}?` : `Replay ${scenario} with seed ${seed}?`,
    consequence: `${which}, in a local cloud of its own on the ports from ${portBase} on, from the templates of this one; it takes ${time}. The regions that you see here are not touched, and share their processor with it: until it ends, times of both are worse.`,
    isHarmful: false,
  };
}
