import type { HealthCheck } from '../../definitions/health-check.ts';

/** What is known of an endpoint check before inversion. */
export interface EndpointState {
  readonly isPassing: boolean;
  /** Answers in a row that say the contrary of `isPassing`. */
  readonly contrary: number;
}

/** A new check counts as passing until enough answers say otherwise; an inverted one is therefore unhealthy at first. */
export const newEndpoint: EndpointState = { isPassing: true, contrary: 0 };

/** Takes one answer into account: a change needs `failureThreshold` answers in a row. */
export function observe(state: EndpointState, passed: boolean, failureThreshold: number): EndpointState {
  if (passed === state.isPassing) return { ...state, contrary: 0 };
  const contrary = state.contrary + 1;
  return contrary >= failureThreshold ? { isPassing: passed, contrary: 0 } : { ...state, contrary };
}

/**
 * Whether Route 53 counts a check as healthy.
 *
 * @param checks by id
 * @param endpoints state of each endpoint check, by id
 * @throws Error when a calculated check names a child that does not exist
 */
export function isHealthy(
  id: string,
  checks: ReadonlyMap<string, HealthCheck>,
  endpoints: ReadonlyMap<string, EndpointState>,
): boolean {
  const check = checks.get(id);
  if (check === undefined) {
    throw new Error(`health check ${id} does not exist; known are ${[...checks.keys()].join(', ') || 'none'}`);
  }
  if (check.isDisabled) return true;
  const { source } = check;
  const isPassing =
    source.kind === 'endpoint'
      ? (endpoints.get(id) ?? newEndpoint).isPassing
      : source.children.filter((child) => isHealthy(child, checks, endpoints)).length >= source.healthyMin;
  return check.isInverted ? !isPassing : isPassing;
}
