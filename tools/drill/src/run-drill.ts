import { rehearse } from './course/rehearse.ts';
import { type DrillOptions, loadLimits, seedMax } from './drill-options.ts';
import { listPackages } from './evidence-folder/list-packages.ts';
import { openLocalKey } from './evidence-folder/local-signing-key.ts';
import { writeEvidence } from './evidence-folder/write-evidence.ts';
import { isPlantedInCode, plantedFaults } from './plant/catalog.ts';
import { plantFaults } from './plant/plant-faults.ts';
import type { Report } from './report/report.ts';
import { scenarios } from './scenarios/catalog.ts';
import type { Scenario } from './scenarios/scenario.ts';

/**
 * Runs a drill and writes its evidence, signed.
 *
 * @throws RangeError when rate, seconds or seed are out of bounds, before anything is started
 * @throws DrillError when the drill could not be carried out
 */
export async function runDrill(options: DrillOptions): Promise<{ readonly report: Report; readonly path: string }> {
  if (options.rate !== undefined) assertWithin('rate', options.rate, loadLimits.rate);
  assertWithin('seconds', options.seconds, loadLimits.seconds);
  assertWithin('seed', options.seed, { min: 0, max: seedMax });
  const apps = await appsOf(options);
  // Before the drill: a key that can't be used must not cost one.
  const signer = await openLocalKey(options.signingKey);
  const { report, histories } = await rehearse(scenarios[options.scenario], { ...options, apps });
  const packages = await listPackages(options.signal);
  return { report, path: await writeEvidence(options.outDir, { report, histories, packages }, signer) };
}

/** Folders of the apps to deploy: a copy when the scenario has settings, or faults are planted in the code. */
async function appsOf({ apps, planted, dataDir, scenario }: DrillOptions): Promise<readonly string[] | undefined> {
  const names = planted.filter(isPlantedInCode);
  const { settings = [] }: Scenario = scenarios[scenario];
  if (names.length === 0 && settings.length === 0) return apps;
  const faults = [...names.map((name) => plantedFaults[name]), { sources: [], templates: settings }];
  return await plantFaults(faults, `${dataDir}-planted`);
}

function assertWithin(name: string, value: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
}
