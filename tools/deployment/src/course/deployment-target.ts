import type { StepRole } from '../plan/plan-deployment.ts';
import type { DeployedState, Roles, StackVersion } from '../plan/stack-version.ts';

/** An environment that stacks are deployed to: an account, or the local cloud. */
export interface DeploymentTarget {
  /** The state of the environment with regard to these stacks. */
  state(stacks: readonly StackVersion[]): Promise<DeployedState>;
  /** Who is active now; undefined before a first deployment. */
  roles(): Promise<Roles | undefined>;
  /** Deploys one stack. Rejects when it failed: the stack is as before then. */
  deploy(stack: StackVersion): Promise<void>;
  /** Deploys the version from before this run again. */
  rollBack(stack: StackVersion): Promise<void>;
  /** Rejects with what is wrong when an app does not work in a region. */
  check(check: { readonly app: string; readonly region: string; readonly role: StepRole }): Promise<void>;
}
