/** One test of a report. */
export interface ReportedTest {
  /** Names of the groups around it and its own, joined by blanks. */
  readonly fullName: string;
  readonly status: string;
  /** Milliseconds, hooks left out; null when it did not run. */
  readonly duration?: number | null;
}

/** One file of a report; times are milliseconds since 1970. */
export interface ReportedFile {
  readonly name: string;
  readonly status: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly ReportedTest[];
}

/** Vitest's report of one project, as far as it is read here. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly ReportedFile[];
}

/** Where a project's test run leaves its report, from its folder. */
export const reportFile = 'test-results/vitest.json';
