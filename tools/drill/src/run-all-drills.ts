import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrillOptions } from './drill-options.ts';
import type { Report } from './report/report.ts';
import { runDrill } from './run-drill.ts';
import { type ScenarioName, scenarioNames } from './scenarios/catalog.ts';

/** Outcome of one of several drills. */
export interface DrillResult {
  readonly scenario: ScenarioName;
  /** Absent when the drill could not be carried out. */
  readonly report?: Report;
  /** Why not. */
  readonly failure?: string;
}

/**
 * Runs every scenario with the same seed, one after the other; a drill that can't be carried out does not stop the others.
 *
 * @param onBegin called before each drill
 */
export async function runAllDrills(
  options: DrillOptions,
  onBegin: (drill: { readonly scenario: ScenarioName; readonly number: number; readonly total: number }) => void,
): Promise<readonly DrillResult[]> {
  await mkdir(options.outDir, { recursive: true });
  const results: DrillResult[] = [];
  for (const [index, scenario] of scenarioNames.entries()) {
    onBegin({ scenario, number: index + 1, total: scenarioNames.length });
    results.push(await runOne({ ...options, scenario, outDir: join(options.outDir, scenario) }));
  }
  return results;
}

async function runOne(options: DrillOptions): Promise<DrillResult> {
  const { scenario } = options;
  try {
    const { report } = await runDrill(options);
    return { scenario, report };
  } catch (error) {
    options.signal.throwIfAborted();
    const failure = error instanceof Error ? error.message : String(error);
    return { scenario, failure };
  }
}
