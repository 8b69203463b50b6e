import aslValidator from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { failoverDefinition } from '../../infra/failover-definition.ts';
import { stageBudgets } from '../../infra/stage-budgets.ts';

const definition = failoverDefinition(
  (stage) => `arn:aws:lambda:us-east-2:000000000000:function:failover-${stage}-dev`,
);

type State = Readonly<Record<string, unknown>>;

/** Every state, those inside branches too, by name. */
function statesIn(machine: {
  readonly States: Readonly<Record<string, State>>;
}): readonly (readonly [string, State])[] {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state] as const,
    ...((state['Branches'] ?? []) as { readonly States: Record<string, State> }[]).flatMap(statesIn),
  ]);
}

const states = statesIn(definition);
const tasks = states.filter(([, state]) => state['Type'] === 'Task');

test('the definition is valid, with paths, transitions and ARNs', () => {
  const { isValid, errorsText } = aslValidator(structuredClone(definition));
  expect(isValid, errorsText('\n')).toBe(true);
});

test('every function of the budget is called, and no other', () => {
  const called = new Set(tasks.map(([, { Resource }]) => /function:failover-(.+)-dev$/.exec(String(Resource))?.[1]));
  expect(called).toEqual(new Set(Object.keys(stageBudgets)));
});

describe.each(tasks)('%s', (name, task) => {
  test('has a time budget and is called again within it', () => {
    expect(task['TimeoutSeconds']).toBeGreaterThan(0);
    const retry = task['Retry'] as { readonly ErrorEquals: string[]; readonly MaxAttempts: number }[];
    expect(retry.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], BackoffRate: 1 });
  });

  test('waits for no token and speaks JSONPath', () => {
    expect(task['Resource']).not.toContain('waitForTaskToken');
    expect(task).not.toHaveProperty('QueryLanguage');
    expect(task).not.toHaveProperty('Arguments');
  });

  test('leads to a report when its budget is used up', () => {
    // In a branch the parallel state catches.
    const inBranch = !(name in definition.States);
    const catcher: State = (inBranch ? definition.States['TakeOver'] : undefined) ?? task;
    const caught = (catcher['Catch'] as readonly { readonly Next: string }[]).at(-1);
    expect(caught?.Next).toBe(/^Report/.test(name) ? 'Stopped' : 'ReportStop');
  });
});

test('nothing is changed before the order is confirmed', () => {
  expect(definition.StartAt).toBe('ConfirmOrder');
  expect(definition.States['IsConfirmed']).toMatchObject({
    Choices: [{ StringEquals: 'confirmed', Next: 'BeginEpoch' }],
    Default: 'StoodDown',
  });
});

test('the epoch is begun before anything of the other region is taken over', () => {
  const order: string[] = [];
  for (let name = 'BeginEpoch'; name !== 'Recovered'; ) {
    order.push(name);
    const state = definition.States[name];
    const choices = state?.['Choices'] as { readonly Next: string }[] | undefined;
    name = choices?.[0]?.Next ?? String(state?.['Next']);
  }
  expect(order).toEqual([
    'BeginEpoch',
    'IsBegun',
    'TakeOver',
    'OpenWrites',
    'RecoverServices',
    'IsRecovered',
    'VerifyCanary',
    'ReportFailover',
  ]);
});

test('a takeover whose epoch has ended leaves without a word', () => {
  for (const name of ['TakeOver', 'OpenWrites', 'RecoverServices', 'VerifyCanary']) {
    expect(definition.States[name]).toMatchObject({ Catch: [{ Next: 'Superseded' }, { Next: 'ReportStop' }] });
  }
});

test('recovery goes on until nothing is left', () => {
  expect(definition.States['IsRecovered']).toMatchObject({ Default: 'RecoverServices' });
});

test('the longest path through all budgets ends before the execution does', () => {
  const seconds = Object.values(stageBudgets).reduce(
    (sum, { callSeconds, callsMax }) => sum + callSeconds * callsMax,
    0,
  );
  expect(seconds).toBeLessThan(definition.TimeoutSeconds);
});
