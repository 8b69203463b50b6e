import type { AlarmSource, HealthCheck } from '../../definitions/health-check.ts';
import type { AlarmState } from '../cloudwatch/alarm-state.ts';

/** State of an endpoint or alarm check before inversion. */
export interface CheckState {
  readonly isPassing: boolean;
  /** Answers in a row that contradict `isPassing`. */
  readonly contrary: number;
}

/** A new check counts as passing until enough answers contradict; an inverted one is therefore unhealthy at first. */
export const newCheck: CheckState = { isPassing: true, contrary: 0 };

/** Takes one answer into account: a change needs `failureThreshold` answers in a row. */
export function observe(state: CheckState, passed: boolean, failureThreshold: number): CheckState {
  if (passed === state.isPassing) return { ...state, contrary: 0 };
  const contrary = state.contrary + 1;
  return contrary >= failureThreshold ? { isPassing: passed, contrary: 0 } : { ...state, contrary };
}

/** Takes an alarm's state into account, at once; `undefined` when its region does not answer. */
export function observeAlarm(
  state: CheckState,
  alarm: AlarmState | undefined,
  whenInsufficientData: AlarmSource['whenInsufficientData'],
): CheckState {
  if (alarm === 'OK') return { isPassing: true, contrary: 0 };
  if (alarm === 'ALARM') return { isPassing: false, contrary: 0 };
  return whenInsufficientData === 'LastKnownStatus'
    ? state
    : { isPassing: whenInsufficientData === 'Healthy', contrary: 0 };
}

/**
 * Whether Route 53 counts a check as healthy.
 *
 * @param checks by id
 * @param states of endpoint and alarm checks, by id
 * @throws Error when a calculated check names a child that does not exist
 */
export function isHealthy(
  id: string,
  checks: ReadonlyMap<string, HealthCheck>,
  states: ReadonlyMap<string, CheckState>,
): boolean {
  const check = checks.get(id);
  if (check === undefined) {
    throw new Error(`health check ${id} does not exist; known are ${[...checks.keys()].join(', ') || 'none'}`);
  }
  if (check.isDisabled) return true;
  const { source } = check;
  const isPassing =
    source.kind === 'calculated'
      ? source.children.filter((child) => isHealthy(child, checks, states)).length >= source.healthyMin
      : (states.get(id) ?? newCheck).isPassing;
  return check.isInverted ? !isPassing : isPassing;
}
