import type { ScenarioName } from '../scenarios/catalog.ts';

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
  readonly sources: readonly SourcePlant[];
  /** Texts to replace in the templates of one app. */
  readonly templates?: readonly { readonly app: string; readonly find: string; readonly replace: string }[];
}
