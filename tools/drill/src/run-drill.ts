import type { Report } from './report/report.ts';
import { writeReport } from './report/write-report.ts';
import { type DrillOptions, loadLimits, type Scenario, seedMax } from './scenario/drill-options.ts';
import { regionLoss } from './scenario/region-loss.ts';

const drills: Readonly<Record<Scenario, (options: DrillOptions) => Promise<Report>>> = { 'region-loss': regionLoss };

/**
 * Runs a drill and writes its report.
 *
 * @throws RangeError when rate, seconds or seed are out of bounds, before anything is started
 * @throws DrillError when the drill could not be carried out
 */
export async function runDrill(options: DrillOptions): Promise<{ readonly report: Report; readonly path: string }> {
  assertWithin('rate', options.rate, loadLimits.rate);
  assertWithin('seconds', options.seconds, loadLimits.seconds);
  assertWithin('seed', options.seed, { min: 0, max: seedMax });
  const report = await drills[options.scenario](options);
  return { report, path: await writeReport(options.outDir, report) };
}

function assertWithin(name: string, value: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
}
