import type { DeployedState, StackVersion } from './stack-version.ts';

/** Role of a region at its step; `seat` when nobody is active yet. */
export type StepRole = 'active' | 'standby' | 'seat';

/** A step of an app's deployment. */
export type Step =
  | { readonly kind: 'deploy'; readonly stack: StackVersion; readonly role: StepRole }
  /** Probes the standby, or has a canary booked in the active region. */
  | { readonly kind: 'check'; readonly region: string; readonly role: StepRole };

/** The steps of one app, in order. */
export interface AppPlan {
  readonly app: string;
  readonly steps: readonly Step[];
  /** Stacks that the environment has in this version already. */
  readonly unchanged: readonly StackVersion[];
}

/** Apps that may be deployed at the same time; a wave begins when the one before has ended well. */
export interface Wave {
  readonly number: number;
  readonly apps: readonly AppPlan[];
}

/** Waves of a deployment: what others read comes first, what watches the others last. */
export const wavesMax = 3;

/** Wave of an app: the platform's parameters are read by all, the failover service reads what services publish. */
export function waveOf(app: string): number {
  if (app === 'platform') return 1;
  return app === 'failover' ? wavesMax : 2;
}

/** Plans the deployment of stacks; of those that are deployed in this version already nothing is done. */
export function planDeployment(stacks: readonly StackVersion[], state: DeployedState): readonly Wave[] {
  const apps = [...new Set(stacks.map(({ app }) => app))].sort();
  return Array.from({ length: wavesMax }, (_, index) => index + 1)
    .map((number) => ({
      number,
      apps: apps
        .filter((app) => waveOf(app) === number)
        .map((app) =>
          planApp(
            app,
            stacks.filter((stack) => stack.app === app),
            state,
          ),
        ),
    }))
    .filter(({ apps: planned }) => planned.length > 0);
}

/** Steps of a wave's apps that change something. */
export function changes(waves: readonly Wave[]): readonly AppPlan[] {
  return waves.flatMap(({ apps }) => apps.filter(({ steps }) => steps.length > 0));
}

/**
 * The schema is expanded where the writer is first, so that no code of either region meets a schema that it does not know, also
 * when a failover comes between two steps. Code goes to the standby first, is probed there, and then to the active region.
 */
function planApp(app: string, stacks: readonly StackVersion[], state: DeployedState): AppPlan {
  const { digests } = state;
  const activeRegion = activeIn(stacks, state);
  const changed = stacks.filter(({ stackName, digest }) => digests?.get(stackName) !== digest);
  const isNew = (stack: StackVersion) => digests !== undefined && !digests.has(stack.stackName);
  const roleOf = (stack: StackVersion): StepRole => {
    if (activeRegion === undefined || isNew(stack)) return 'seat';
    return stack.region === activeRegion ? 'active' : 'standby';
  };
  const schema = changed
    .filter(({ layer }) => layer === 'schema')
    .sort(by((stack) => firstTo(stack, roleOf(stack), 'active')));
  const code = changed
    .filter(({ layer }) => layer === 'code')
    .sort(by((stack) => firstTo(stack, roleOf(stack), 'standby')));
  return {
    app,
    steps: [
      ...schema.map((stack): Step => ({ kind: 'deploy', stack, role: roleOf(stack) })),
      ...code.flatMap((stack): readonly Step[] => [
        { kind: 'deploy', stack, role: roleOf(stack) },
        // Nothing answers in a region before all waves of a first deployment are there.
        ...(roleOf(stack) === 'seat' ? [] : [{ kind: 'check', region: stack.region, role: roleOf(stack) } as const]),
      ]),
    ],
    unchanged: stacks.filter((stack) => !changed.includes(stack)),
  };
}

/** Where nothing can be read, as without an account, the plan is shown as it is while the primary is active. */
function activeIn(stacks: readonly StackVersion[], { digests, roles }: DeployedState): string | undefined {
  if (digests !== undefined) return roles?.activeRegion;
  return roles?.activeRegion ?? stacks.find(({ seat }) => seat === 'primary')?.region;
}

/** A stack that is made goes to the primary first, whose stack makes what both regions share. */
function firstTo({ seat }: StackVersion, role: StepRole, first: 'active' | 'standby'): number {
  if (role === 'seat') return seat === 'primary' ? 0 : 1;
  return role === first ? 0 : 1;
}

function by(rank: (stack: StackVersion) => number): (left: StackVersion, right: StackVersion) => number {
  return (left, right) => rank(left) - rank(right);
}
