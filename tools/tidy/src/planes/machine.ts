/** A state machine in Amazon States Language, as far as the rule about planes reads it. */
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly TimeoutSeconds?: number;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
}

/** The step that brings control planes in line when they are back; nothing before it may need one in us-east-1. */
export const normaliseState = 'Normalise';

/** A task, wherever it stands. */
export interface Task {
  readonly name: string;
  readonly state: State;
  /** States that catch what the task throws, the nearest first. */
  readonly catchers: readonly State[];
  /** Whether it may run before `Normalise` has. */
  readonly isBefore: boolean;
}

/** All tasks, those in branches too. */
export function tasksOf(machine: Machine): readonly Task[] {
  const before = statesBefore(machine, normaliseState);
  return Object.entries(machine.States).flatMap(([name, state]) =>
    tasksIn(name, state, []).map((task) => ({ ...task, isBefore: before.has(name) })),
  );
}

function tasksIn(name: string, state: State, around: readonly State[]): readonly Omit<Task, 'isBefore'>[] {
  if (state.Type === 'Task') return [{ name, state, catchers: [state, ...around] }];
  const inner = [...(state.Branches ?? []), ...(state.ItemProcessor === undefined ? [] : [state.ItemProcessor])];
  return inner.flatMap(({ States }) =>
    Object.entries(States).flatMap(([child, childState]) => tasksIn(child, childState, [state, ...around])),
  );
}

/**
 * Whether a task can neither stop nor hold up what comes after it: it has a timeout, and any error of it is caught by a state from
 * which the machine still ends well.
 */
export function isBestEffort(machine: Machine, { state, catchers }: Task): boolean {
  const caught = catchers
    .flatMap(({ Catch = [] }) => Catch)
    .find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  if (state.TimeoutSeconds === undefined || caught === undefined) return false;
  return [...statesFrom(machine, caught.Next)].some((name) => machine.States[name]?.Type === 'Succeed');
}

/** States that can be reached from the start without passing through the given one. */
function statesBefore(machine: Machine, barrier: string): ReadonlySet<string> {
  return statesFrom(machine, machine.StartAt, barrier);
}

function statesFrom(machine: Machine, start: string, barrier?: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = machine.States[name];
    if (state === undefined || name === barrier || found.has(name)) continue;
    found.add(name);
    const { Next, Default, Choices = [], Catch = [] } = state;
    open.push(...[Next, Default].filter((next) => next !== undefined), ...[...Choices, ...Catch].map((it) => it.Next));
  }
  return found;
}

/** A value with intrinsics as a text: `Fn::Join` is joined, and what only a deployment knows is left to `unresolved`. */
export function flatten(value: unknown, unresolved: (id: string) => string): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = (value ?? {}) as Intrinsic;
  if (Ref !== undefined) return unresolved(Ref);
  if (attribute !== undefined) return unresolved([attribute].flat().join('.'));
  if (join !== undefined) return join[1].map((part) => flatten(part, unresolved)).join(join[0]);
  return JSON.stringify(value);
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: string | readonly string[];
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}
