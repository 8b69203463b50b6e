import { type Decision, decide } from './decide.ts';
import { Facts } from './facts.ts';
import { ruleSets } from './rule-sets.ts';

/** A decision as it is stored: with all that it was made from. */
export interface DecisionRecord {
  readonly decision: Decision;
  readonly facts: Facts;
}

/**
 * Makes a stored decision again, from its facts and the rule set of that time.
 *
 * @throws RangeError when the rule set is not kept any more, which must not happen
 */
export function replayDecision({ decision, facts }: DecisionRecord): Decision {
  const ruleSet = ruleSets.get(decision.rulesetVersion);
  if (ruleSet !== undefined) return decide(Facts.parse(facts), ruleSet);
  throw new RangeError(`no rule set has the version ${decision.rulesetVersion}; published ones are never taken away`);
}
