import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../drill-error.ts';
import { fileNames } from '../evidence-folder/file-names.ts';
import type { Report } from '../report/report.ts';

/** Figures of one drill that are compared with those of others; times in milliseconds, null when not seen. */
export interface Run {
  readonly folder: string;
  readonly scenario: string;
  readonly seed: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly commit: string | null;
  readonly passed: boolean;
  readonly tookMs: number;
  /** Longest times that the scenario allows, by figure. */
  readonly objectives: Readonly<Record<string, number>>;
  /** Load average for each core: above 1 the machine had more to do than it could. */
  readonly busyness: number;
  /** Achieved times and the length of each stage of the last takeover, by name. */
  readonly figures: Readonly<Record<string, number | null>>;
}

interface Stage {
  readonly stage: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/**
 * Reads the reports of several folders, oldest first.
 *
 * @throws DrillError `evidence_missing` for a folder that holds none
 */
export async function readRuns(folders: readonly string[]): Promise<readonly Run[]> {
  const runs = await Promise.all(folders.map(readRun));
  return runs.sort((left, right) => Date.parse(left.startedAt) - Date.parse(right.startedAt));
}

/** Reads the report of one folder. @throws DrillError `evidence_missing` */
export async function readRun(folder: string): Promise<Run> {
  try {
    const report = JSON.parse(await readFile(join(folder, fileNames.report), 'utf8')) as Report;
    const failovers = await readFile(join(folder, fileNames.failovers), 'utf8');
    return runOf(folder, report, stagesOf(failovers));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DrillError('evidence_missing', `${folder} holds no report of a drill: ${why}`, { cause });
  }
}

function stagesOf(failovers: string): readonly Stage[] {
  const last = failovers.trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? [] : (JSON.parse(last) as { readonly stages: readonly Stage[] }).stages;
}

function runOf(folder: string, report: Report, stages: readonly Stage[]): Run {
  const { scenario, seed, startedAt, tookMs, objectives, achieved, conditions, provenance, verdict } = report;
  const lengths = stages.map(({ stage, startedAt: from, endedAt }) => [
    `stage ${stage}`,
    Date.parse(endedAt) - Date.parse(from),
  ]);
  return {
    ...{ folder, scenario, seed, startedAt },
    commit: provenance.commit,
    passed: verdict.pass,
    tookMs,
    objectives,
    busyness: conditions.loadAverage / conditions.machine.cores,
    figures: { ...achieved, ...Object.fromEntries(lengths) },
  };
}
