import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutTestCard } from '../card-scan/card-number.ts';
import type { Report } from './report.ts';

/** Writes `report.json` into the folder; masks the card number. @returns its path */
export async function writeReport(outDir: string, report: Report): Promise<string> {
  const path = join(outDir, 'report.json');
  await mkdir(outDir, { recursive: true });
  await writeFile(path, `${withoutTestCard(JSON.stringify(report, undefined, 2))}\n`);
  return path;
}
