import { DeploymentError } from '../deployment-error.ts';
import { stepText } from '../plan/describe-plan.ts';
import type { AppPlan, Wave } from '../plan/plan-deployment.ts';
import type { Roles, StackVersion } from '../plan/stack-version.ts';
import type { DeploymentTarget } from './deployment-target.ts';

/** An event of a deployment, as it happens. */
export type DeploymentProgress =
  | { readonly kind: 'begins'; readonly app: string; readonly text: string }
  | { readonly kind: 'done'; readonly app: string; readonly text: string; readonly tookMs: number }
  | { readonly kind: 'rolled_back'; readonly app: string; readonly text: string };

export interface RunDeploymentDependencies {
  readonly target: DeploymentTarget;
  /** Roles that the plan was made for: its steps are in their order. */
  readonly planned: Roles | undefined;
  readonly onProgress: (progress: DeploymentProgress) => void;
  readonly nowMs: () => number;
}

/**
 * Carries a plan out, step by step. An app whose step fails is rolled back in both regions, and no further wave begins.
 *
 * @throws DeploymentError `failover_running` before a step while roles move, `step_failed`
 */
export async function runDeployment(waves: readonly Wave[], dependencies: RunDeploymentDependencies): Promise<void> {
  const { target, planned } = dependencies;
  assertStill(await target.roles(), planned);
  for (const { apps } of waves) {
    // One after the other: two services at once would take their canaries from each other.
    for (const app of apps) await deployApp(app, dependencies);
  }
}

async function deployApp(
  { app, steps }: AppPlan,
  { target, planned, onProgress, nowMs }: RunDeploymentDependencies,
): Promise<void> {
  const deployed: StackVersion[] = [];
  for (const step of steps) {
    // A failover is no fault of this version, and its regions are not to be touched meanwhile: nothing is rolled back.
    assertStill(await target.roles(), planned, deployed);
    const text = stepText(step);
    const beganMs = nowMs();
    onProgress({ kind: 'begins', app, text });
    try {
      if (step.kind === 'check') await target.check({ app, region: step.region, role: step.role });
      else {
        await target.deploy(step.stack);
        deployed.push(step.stack);
      }
    } catch (cause) {
      const left = await rollBack(deployed, { app, target, onProgress });
      throw stepFailed({ app, text, cause, deployed, left });
    }
    onProgress({ kind: 'done', app, text, tookMs: nowMs() - beganMs });
  }
}

/** Rolls the stacks back, the last one first. @returns those that could not be, with the reason */
async function rollBack(
  stacks: readonly StackVersion[],
  { app, target, onProgress }: { readonly app: string } & Pick<RunDeploymentDependencies, 'target' | 'onProgress'>,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const stack of [...stacks].reverse()) {
    try {
      await target.rollBack(stack);
      onProgress({ kind: 'rolled_back', app, text: `${stack.stackName} in ${stack.region} is on its former version` });
    } catch (error) {
      left.push(`${stack.stackName} in ${stack.region}: ${messageOf(error)}`);
    }
  }
  return left;
}

function assertStill(now: Roles | undefined, planned: Roles | undefined, deployed: readonly StackVersion[] = []): void {
  const why =
    now?.moving ??
    (now?.activeRegion === planned?.activeRegion
      ? undefined
      : `${now?.activeRegion} is active now, ${planned?.activeRegion} was`);
  if (why === undefined) return;
  const names = deployed.map(({ stackName }) => stackName).join(', ');
  throw new DeploymentError({
    code: 'failover_running',
    what: names === '' ? 'nothing is deployed while a failover runs' : `the deployment stops after ${names}`,
    why,
    fix: 'wait until one region is active and open (redoubt status), then deploy again: what is deployed is left out',
  });
}

function stepFailed({
  app,
  text,
  cause,
  deployed,
  left,
}: {
  readonly app: string;
  readonly text: string;
  readonly cause: unknown;
  readonly deployed: readonly StackVersion[];
  readonly left: readonly string[];
}): DeploymentError {
  const outcome =
    left.length > 0
      ? `NOT rolled back: ${left.join('; ')}`
      : deployed.length === 0
        ? 'both regions are on the former version: nothing was changed'
        : 'both regions are on the former version: rolled back';
  return new DeploymentError(
    {
      code: 'step_failed',
      what: `${app}: ${text} failed; ${outcome}`,
      why: messageOf(cause),
      fix:
        left.length > 0
          ? 'roll the named stacks back by hand, see docs/deploying.md'
          : 'mend the cause and deploy again',
    },
    { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
