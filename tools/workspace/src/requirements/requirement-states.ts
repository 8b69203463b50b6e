import type { ReportedTest } from '../testing/test-report.ts';
import type { Requirement } from './read-requirements.ts';

export interface RequirementState extends Requirement {
  /** `done` needs a passing test and no failing one; `open` has none that ran. */
  readonly state: 'done' | 'failing' | 'open';
  readonly tests: number;
}

/** Gives each requirement the state that the tests named after it are in. */
export function requirementStates(
  requirements: readonly Requirement[],
  results: readonly ReportedTest[],
): readonly RequirementState[] {
  return requirements.map((requirement) => {
    const named = results.filter(({ fullName }) => new RegExp(`(^|\\s)${requirement.id}[:\\s]`).test(fullName));
    const ran = named.filter(({ status }) => status === 'passed' || status === 'failed');
    const failing = ran.some(({ status }) => status === 'failed');
    return { ...requirement, tests: ran.length, state: failing ? 'failing' : ran.length > 0 ? 'done' : 'open' };
  });
}
