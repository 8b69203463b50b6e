export type { DeploymentTarget } from './course/deployment-target.ts';
export { type DeploymentProgress, runDeployment } from './course/run-deployment.ts';
export { DeploymentError, type DeploymentErrorCode } from './deployment-error.ts';
export { planLines, stepText } from './plan/describe-plan.ts';
export { type AppPlan, changes, planDeployment, type Step, type Wave, waveOf } from './plan/plan-deployment.ts';
export { readVersions, type Versions } from './plan/read-versions.ts';
export type { DeployedState, Roles, StackVersion } from './plan/stack-version.ts';
export { AwsTarget } from './targets/aws-target.ts';
export { LocalTarget } from './targets/local-target.ts';
