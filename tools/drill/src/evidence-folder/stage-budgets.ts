import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A stage of a failover and the time after which it is given up and taken up again. */
export interface StageBudget {
  /** As in the platform's reports, e.g. `promote-database`. */
  readonly stage: string;
  readonly budgetMs: number;
}

interface State {
  readonly Type?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly MaxAttempts?: number }[];
  readonly Branches?: readonly Machine[];
}

interface Machine {
  readonly States: Readonly<Record<string, State>>;
}

/** Reads the budgets from the state machine that the deployed templates of an app define; none when it defines none. */
export async function readStageBudgets(app: string): Promise<readonly StageBudget[]> {
  const folder = join(app, 'cdk.out');
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.template.json'))) {
    const budgets = stageBudgetsIn(JSON.parse(await readFile(join(folder, file), 'utf8')));
    if (budgets.length > 0) return budgets;
  }
  return [];
}

/** The budgets of a template's tasks: the longest call times the number of calls. */
export function stageBudgetsIn(template: {
  readonly Resources?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { readonly DefinitionString?: unknown } }>
  >;
}): readonly StageBudget[] {
  const machines = Object.values(template.Resources ?? {}).filter(
    (it) => it.Type === 'AWS::StepFunctions::StateMachine',
  );
  const budgets = machines.flatMap((it) => tasksOf(JSON.parse(textOf(it.Properties?.DefinitionString)) as Machine));
  return [...new Map(budgets.map((budget) => [budget.stage, budget])).values()];
}

/** Joined parts; names of resources that only a deployment knows don't matter here. */
function textOf(definition: unknown): string {
  if (typeof definition === 'string') return definition;
  const parts = (definition as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join']?.[1] ?? [];
  return parts.map((part) => (typeof part === 'string' ? part : 'resource')).join('') || '{"States":{}}';
}

function tasksOf({ States }: Machine): readonly StageBudget[] {
  return Object.entries(States).flatMap(([name, { Type, TimeoutSeconds, Retry = [], Branches = [] }]) => {
    const calls = 1 + Math.max(0, ...Retry.map(({ MaxAttempts = 3 }) => MaxAttempts));
    const own =
      Type === 'Task' && TimeoutSeconds !== undefined
        ? [{ stage: kebab(name), budgetMs: TimeoutSeconds * calls * 1000 }]
        : [];
    return [...own, ...Branches.flatMap(tasksOf)];
  });
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
