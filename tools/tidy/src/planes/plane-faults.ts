import { kindOf } from './aws-actions.ts';
import type { DeclaredReach } from './declared-reach.ts';
import { isBestEffort, normaliseState, type Task, tasksOf } from './machine.ts';
import type { DeployedFunction, RecoveryRegion } from './recovery-region.ts';

/** The ties that a recovery may have to the lost region, and the functions that it consists of. */
export interface RecoveryBounds {
  readonly reach: readonly DeclaredReach[];
  readonly outside: Readonly<Record<string, string>>;
  readonly besides: Readonly<Record<string, string>>;
}

const functionArn = /^arn:aws:lambda:([\w-]+):\d*:function:(.+)-[^-]+$/;
const sdkCall = /^arn:aws:states:::aws-sdk:(\w+):(\w+)$/;

/** Prefix in IAM of services that Step Functions calls by another name. */
const prefixOfSdkService: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  rdsdata: 'rds-data',
};

/**
 * Everything that keeps a region from taking over alone, each by the name of the state or the function: an action that is answered
 * in us-east-1 only, a tie to the lost region, and an action of which nobody has said where it is answered.
 */
export function planeFaults(recovery: RecoveryRegion, bounds: RecoveryBounds): readonly string[] {
  const tasks = tasksOf(recovery.machine);
  const before = functionsBefore(recovery, tasks, bounds);
  const after = withCallees(recovery, calledBy(tasks.filter(({ isBefore }) => !isBefore)));
  const all = [...new Set([...before, ...after])].sort();
  return [
    ...tasks.flatMap((task) => taskFaults(recovery, task)),
    ...machineFaults(recovery, tasks),
    ...all.flatMap((name) => {
      const fn = recovery.functions.get(name);
      if (fn === undefined) return [];
      return [...actionFaults(fn, before.has(name)), ...reachFaults(recovery, fn, { tasks, reach: bounds.reach })];
    }),
    ...staleReach(recovery, all, bounds),
  ];
}

/** The functions that may be at work before the control planes are needed, by name. */
function functionsBefore(
  recovery: RecoveryRegion,
  tasks: readonly Task[],
  { outside, besides }: RecoveryBounds,
): ReadonlySet<string> {
  const onlyAfter = new Set(calledBy(tasks.filter(({ isBefore }) => !isBefore)));
  const first = calledBy(tasks.filter(({ isBefore }) => isBefore));
  const own = [...recovery.functions.keys()].filter((name) => name.startsWith('failover-'));
  const others = own.filter((name) => !(name in outside) && (first.includes(name) || !onlyAfter.has(name)));
  return withCallees(recovery, [...first, ...others, ...Object.keys(besides)]);
}

function calledBy(tasks: readonly Task[]): readonly string[] {
  return tasks.flatMap(({ state }) => functionArn.exec(functionOf(state))?.[2] ?? []);
}

/** A function's ARN, in either form of a task that calls one. */
function functionOf({ Resource = '', Parameters }: Task['state']): string {
  return Resource.startsWith('arn:aws:states:::lambda:invoke') ? String(Parameters?.['FunctionName']) : Resource;
}

/** These functions, and those that they may call. */
function withCallees({ functions }: RecoveryRegion, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const grants = functions.get(name)?.grants ?? [];
    const callable = grants.filter(({ actions }) => actions.includes('lambda:InvokeFunction'));
    const callees = callable.flatMap(({ resources }) => resources.flatMap((arn) => functionArn.exec(arn)?.[2] ?? []));
    // A service need not have every hook.
    open.push(...callees.filter((callee) => functions.has(callee)));
  }
  return found;
}

/** The machine's own role may do what its tasks do, which are judged one by one, and nothing in the lost region. */
function machineFaults(recovery: RecoveryRegion, tasks: readonly Task[]): readonly string[] {
  const called = new Set(tasks.map(({ state }) => sdkActionOf(state)));
  return recovery.machineGrants.flatMap(({ actions, resources }) => [
    ...actions.filter((action) => !called.has(action)).flatMap((action) => actionFault('state machine', action, true)),
    ...resources
      .filter((resource) => leadsTo(recovery.lostRegion, resource))
      .map((resource) => `state machine: ${actions.join(', ')} (${resource}) reaches the lost region`),
  ]);
}

function taskFaults(recovery: RecoveryRegion, task: Task): readonly string[] {
  const { name, state, isBefore } = task;
  const resource = functionOf(state);
  const [, region, called = ''] = functionArn.exec(resource) ?? [];
  if (region !== undefined && region !== recovery.region) {
    return [`${name}: calls a function in ${region}, which may be the lost region`];
  }
  if (region !== undefined) {
    if (!recovery.functions.has(called)) return [`${name}: calls ${called}, which no service deploys`];
    const functions = [...withCallees(recovery, [called])].map((callee) => recovery.functions.get(callee));
    return holdUpFault(recovery, task, functions.flatMap(actionsOf));
  }
  const action = sdkActionOf(state);
  if (action === undefined) return [`${name}: calls ${resource}, of which this rule does not know who answers it`];
  return [...actionFault(name, action, isBefore), ...holdUpFault(recovery, task, [action])];
}

/** The action of a task that calls AWS by itself, by its name in IAM. */
function sdkActionOf({ Resource = '' }: Task['state']): string | undefined {
  const [, service, operation = ''] = sdkCall.exec(Resource) ?? [];
  if (service === undefined) return undefined;
  return `${prefixOfSdkService[service] ?? service}:${operation.replace(/^./, (first) => first.toUpperCase())}`;
}

/** A control plane in us-east-1 may be away for hours: a step that needs one must not keep the recovery from its end. */
function holdUpFault(recovery: RecoveryRegion, task: Task, actions: readonly string[]): readonly string[] {
  const needed = actions.find((action) => kindOf(action)?.answeredIn === 'us-east-1');
  if (task.isBefore || needed === undefined || isBestEffort(recovery.machine, task)) return [];
  return [`${task.name}: ${needed} may hold it up: it neither times out nor is caught by a way to a good end`];
}

function actionsOf(fn: DeployedFunction | undefined): readonly string[] {
  return [...new Set([...(fn?.grants.flatMap(({ actions }) => actions) ?? []), ...(fn?.calls ?? [])])].sort();
}

function actionFaults(fn: DeployedFunction, isBefore: boolean): readonly string[] {
  return actionsOf(fn).flatMap((action) => actionFault(fn.name, action, isBefore));
}

function actionFault(name: string, action: string, isBefore: boolean): readonly string[] {
  const kind = kindOf(action);
  if (kind === undefined) return [`${name}: ${action} is not in aws-actions.ts, which says who answers it`];
  if (kind.answeredIn !== 'us-east-1' || !isBefore) return [];
  return [
    `${name}: ${action} is of a ${kind.plane} plane in us-east-1, and may be used from ${normaliseState} on only`,
  ];
}

/** A way by which a function reaches the lost region. */
interface Reach {
  readonly through: string;
  readonly what: string;
}

function reachOf({ lostRegion }: RecoveryRegion, fn: DeployedFunction): readonly Reach[] {
  const leadsThere = (text: string) => leadsTo(lostRegion, text);
  return [
    ...fn.grants.flatMap(({ actions, resources }) =>
      resources.filter(leadsThere).flatMap((what) => actions.map((through) => ({ through, what }))),
    ),
    ...Object.entries(fn.environment)
      .filter(([, value]) => leadsThere(value))
      .map(([through, what]) => ({ through, what })),
    ...fn.aimedClients.map((through) => ({ through, what: 'a client with a region or an endpoint of its own' })),
  ];
}

/** Whether an ARN, or a value that a stack resolves, is of the region; the platform publishes the other one's names as `peer`. */
function leadsTo(lostRegion: string, text: string): boolean {
  return text.split(/[^\w-]/).includes(lostRegion) || text.includes('/peer-');
}

function reachFaults(
  recovery: RecoveryRegion,
  fn: DeployedFunction,
  { tasks, reach }: { readonly tasks: readonly Task[]; readonly reach: readonly DeclaredReach[] },
): readonly string[] {
  return reachOf(recovery, fn).flatMap(({ through, what }) => {
    const declared = reach.find((it) => it.through === through && it.functions.includes(fn.name));
    const place = `${fn.name}: ${through} (${what})`;
    if (declared === undefined) return [`${place} reaches the lost region, and declared-reach.ts gives no reason`];
    if (declared.kind !== 'calls, and the definition goes on without an answer') return [];
    return tasks
      .filter((task) => calledBy([task]).includes(fn.name) && !isBestEffort(recovery.machine, task))
      .map(({ name }) => `${place} may hold up ${name}, which neither times out nor is caught by a way to a good end`);
  });
}

function staleReach(
  recovery: RecoveryRegion,
  all: readonly string[],
  { reach, outside, besides }: RecoveryBounds,
): readonly string[] {
  const missing = [...Object.keys(outside), ...Object.keys(besides)].filter((name) => !recovery.functions.has(name));
  const unused = reach.flatMap(({ functions, through }) =>
    functions
      .filter((name) => {
        const fn = recovery.functions.get(name);
        // The name of a seat's region is the lost one's in one of the two regions only.
        const hasVariable = fn !== undefined && through in fn.environment;
        return (
          !all.includes(name) ||
          (fn !== undefined && !hasVariable && !reachOf(recovery, fn).some((it) => it.through === through))
        );
      })
      .map((name) => `${name}: ${through} is declared, and not needed any more`),
  );
  return [...missing.map((name) => `${name}: is named in declared-reach.ts, and not deployed`), ...unused];
}
