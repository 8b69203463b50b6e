import type { ScenarioName } from '../scenarios/catalog.ts';
import type { Rule } from '../verdict/finding.ts';

/** A text to replace in a source file while the drill bundles its own copy of the functions. */
export interface SourcePlant {
  /** Path in the workspace. */
  readonly file: string;
  /** Must be there: a fault that is not planted shows nothing. */
  readonly find: string;
  readonly replace: string;
}

/** A rule of the product, taken away to see a scenario fail. */
export interface PlantedFault {
  /** Rule that is missing, in one line. */
  readonly summary: string;
  /** Scenario whose verdict must fail. */
  readonly shownBy: ScenarioName;
  /** A breach that it is found by. */
  readonly breaks: Rule;
  /** None when a drill asks for the fault at run time. */
  readonly sources: readonly SourcePlant[];
  /** Texts to replace in the templates of one app. */
  readonly templates?: readonly { readonly app: string; readonly find: string; readonly replace: string }[];
}
