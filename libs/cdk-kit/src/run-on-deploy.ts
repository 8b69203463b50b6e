import { Duration, Validations } from 'aws-cdk-lib';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface RunOnDeployProps {
  /** Must be safe to run twice, and in the standby: both regions' deployments call it. */
  readonly fn: ServiceFunction;
  /**
   * Constructs that must exist before the function runs.
   *
   * @default []
   */
  readonly after?: readonly Construct[];
}

/** Runs a function whenever a deployment changes it; the deployment fails when the function does. */
export class RunOnDeploy extends Construct {
  constructor(scope: Construct, id: string, { fn, after = [] }: RunOnDeployProps) {
    super(scope, id);
    Validations.of(fn).acknowledge({
      id: 'Annotation::@aws-cdk/aws-lambda:addPermissionsToVersionOrAlias',
      reason: 'Only the deployment calls the version, with a grant for it; all others call the function itself.',
    });
    new Trigger(this, 'Trigger', { handler: fn, timeout: fn.timeout ?? Duration.minutes(2), executeAfter: [...after] });
  }
}
