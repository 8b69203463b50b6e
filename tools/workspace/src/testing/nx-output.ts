import { stripVTControlCharacters } from 'node:util';

/** One task as Nx printed it: a header, then everything that its command wrote. */
export interface TaskOutput {
  /** `transactions:test` */
  readonly task: string;
  readonly isCached: boolean;
  readonly lines: readonly string[];
}

const header = /^(?:[✔✖]\s+)?> nx run (\S+)(.*)$/;
/** The last line that Vitest writes. */
const reportWritten = /^JSON report written to /;
const failedTask = /^- (\S+:\S+)$/;

/**
 * Takes Nx's static output apart, line by line. A task's tests have ended when Vitest says where it wrote its report: the header of the
 * next task may come minutes later.
 */
export class NxOutput {
  readonly #tasks: { task: string; isCached: boolean; lines: string[] }[] = [];
  readonly #failed: string[] = [];
  #isSummary = false;

  /** Takes the next line in. @returns the task whose tests ended with it */
  take(line: string): TaskOutput | undefined {
    const text = stripVTControlCharacters(line).trimEnd();
    const [, task, more = ''] = header.exec(text) ?? [];
    if (task !== undefined) {
      this.#isSummary = false;
      this.#tasks.push({ task, isCached: more.includes('cache'), lines: [] });
      return undefined;
    }
    if (/^\s*NX\s/.test(text)) this.#isSummary = true;
    if (this.#isSummary) return undefined;
    const current = this.#tasks.at(-1);
    current?.lines.push(line.replaceAll('\r', ''));
    return current !== undefined && reportWritten.test(text) ? current : undefined;
  }

  /** Takes in the next line of stderr: the summary of what failed. */
  takeError(line: string): void {
    const [, failed] = failedTask.exec(stripVTControlCharacters(line).trimEnd()) ?? [];
    if (failed !== undefined) this.#failed.push(failed);
  }

  /** Tasks that Nx lists as failed in its summary. */
  get failedTasks(): readonly string[] {
    return this.#failed;
  }

  linesOf(task: string): readonly string[] {
    return this.#tasks.findLast((known) => known.task === task)?.lines ?? [];
  }
}

/** Vitest's report of failures, without the files that passed; all lines when there is no such report. */
export function failuresIn(lines: readonly string[]): readonly string[] {
  const begin = lines.findIndex((line) =>
    /Failed (Suites|Tests)|Unhandled (Errors|Rejection)/.test(stripVTControlCharacters(line)),
  );
  const end = lines.findIndex((line) => reportWritten.test(stripVTControlCharacters(line)));
  return lines.slice(Math.max(begin, 0), end === -1 ? undefined : end);
}
