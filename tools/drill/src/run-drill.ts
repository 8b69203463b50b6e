import { rehearse } from './course/rehearse.ts';
import { type DrillOptions, loadLimits, seedMax } from './drill-options.ts';
import { isPlantedInCode, plantedFaults } from './plant/catalog.ts';
import { plantFaults } from './plant/plant-faults.ts';
import type { Report } from './report/report.ts';
import { writeReport } from './report/write-report.ts';
import { scenarios } from './scenarios/catalog.ts';

/**
 * Runs a drill and writes its report.
 *
 * @throws RangeError when rate, seconds or seed are out of bounds, before anything is started
 * @throws DrillError when the drill could not be carried out
 */
export async function runDrill(options: DrillOptions): Promise<{ readonly report: Report; readonly path: string }> {
  if (options.rate !== undefined) assertWithin('rate', options.rate, loadLimits.rate);
  assertWithin('seconds', options.seconds, loadLimits.seconds);
  assertWithin('seed', options.seed, { min: 0, max: seedMax });
  const apps = await appsOf(options);
  const report = await rehearse(scenarios[options.scenario], { ...options, apps });
  return { report, path: await writeReport(options.outDir, report) };
}

/** Folders of the apps to deploy: a copy when faults are planted in the code. */
async function appsOf({ apps, planted, dataDir }: DrillOptions): Promise<readonly string[] | undefined> {
  const names = planted.filter(isPlantedInCode);
  if (names.length === 0) return apps;
  const faults = names.map((name) => plantedFaults[name]);
  return await plantFaults(faults, `${dataDir}-planted`);
}

function assertWithin(name: string, value: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
}
