import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly on?: unknown;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** Permissions that a job may ask for, and why one would. */
const grants: Readonly<Record<string, string>> = {
  'contents: read': 'checks the sources out',
  'contents: write': 'pushes changelogs and tags',
  'id-token: write': 'assumes a role of AWS without keys',
  'pull-requests: write': 'comments on a pull request',
};

/** Long-lived keys of AWS, whatever they are called. */
const keyNames = /aws[-_]access[-_]key[-_]id|aws[-_]secret[-_]access[-_]key|\bsecrets\./i;

/**
 * Says what is wrong with a workflow by the rules of this repository; what GitHub itself refuses, the linter says.
 *
 * @param text the workflow's YAML
 * @param scripts names of the npm scripts that there are
 */
export function workflowFaults(text: string, scripts: readonly string[]): readonly string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs ?? {});
  const faults: string[] = [];
  if (JSON.stringify(workflow.permissions) !== '{}')
    faults.push('permissions must be {} for the workflow: each job says what it needs');
  if (JSON.stringify(workflow.on)?.includes('pull_request_target'))
    faults.push('pull_request_target runs strangers’ code with our token');
  if (keyNames.test(text)) faults.push('no secret and no long-lived key: a role is assumed with id-token');
  for (const [name, job] of jobs) {
    faults.push(...jobFaults(job).map((fault) => `job ${name}: ${fault}`));
    for (const step of job.steps ?? [])
      faults.push(...stepFaults(step, scripts).map((fault) => `job ${name}: ${fault}`));
  }
  const unnamed = [...text.matchAll(/uses: (\S+@[0-9a-f]{40})(?! # v\d+\.\d+\.\d+$)/gm)];
  return [...faults, ...unnamed.map(([, action]) => `${action}: a comment must name its version, e.g. # v1.2.3`)];
}

function jobFaults({ permissions, 'timeout-minutes': timeout }: Job): readonly string[] {
  const asked = Object.entries(permissions ?? {}).map(([name, access]) => `${name}: ${access}`);
  return [
    ...(permissions === undefined ? ['permissions must say what it needs'] : []),
    ...asked.filter((one) => !Object.hasOwn(grants, one)).map((one) => `nothing here needs ${one}`),
    ...(timeout === undefined ? ['timeout-minutes must end it'] : []),
  ];
}

function stepFaults({ uses, run }: Step, scripts: readonly string[]): readonly string[] {
  if (uses !== undefined && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)) {
    return [`${uses} must be pinned to a commit: a tag can be moved`];
  }
  if (run === undefined || run === 'npm ci') return [];
  const [, script = ''] = /^npm (?:run (?:--silent )?)?([\w:-]+)(?: -- [^\n;&|`]+)?$/.exec(run) ?? [];
  if (run.includes('${{')) return [`${run}: pass values by the environment, where they are no code`];
  return scripts.includes(script) ? [] : [`${run} is no script of package.json: each step must run here, too`];
}
