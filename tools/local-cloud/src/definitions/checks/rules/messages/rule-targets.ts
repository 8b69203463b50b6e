import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { valuesAt } from '../../property-path.ts';

/** A rule's target with the path to it. */
export interface RuleTarget {
  readonly path: string;
  readonly target: Readonly<Record<string, unknown>>;
}

export function targetsOf({ properties }: ResolvedResource): readonly RuleTarget[] {
  return valuesAt(properties, 'Targets.*').map(({ path, value }) => ({
    path,
    target: (value ?? {}) as RuleTarget['target'],
  }));
}
