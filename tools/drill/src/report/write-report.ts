import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report.ts';

/** Writes `report.json` into the folder. @returns its path */
export async function writeReport(outDir: string, report: Report): Promise<string> {
  const path = join(outDir, 'report.json');
  await mkdir(outDir, { recursive: true });
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
  return path;
}
