import { type AppPlan, type Step, type Wave, wavesMax } from './plan-deployment.ts';
import type { DeployedState } from './stack-version.ts';

/** The plan for people: waves, apps and regions in order. */
export function planLines(waves: readonly Wave[], state: DeployedState): readonly string[] {
  return [
    ...(state.roles?.moving === undefined ? [] : [`refused now: ${state.roles.moving}`]),
    ...(state.digests === undefined
      ? [
          'the account can not be read: all stacks are shown, and the primary as active; a deployment leaves out what is the same, and reads who is active',
        ]
      : []),
    ...waves.flatMap(({ number, apps }) => [
      `wave ${number} of ${wavesMax}: ${apps.map(({ app }) => app).join(', ')}`,
      ...apps.flatMap(appLines),
    ]),
  ];
}

function appLines({ app, steps, unchanged }: AppPlan): readonly string[] {
  if (steps.length === 0) return [`  ${app}: deployed in this version already`];
  return [
    ...steps.map((step, index) => `  ${app} ${index + 1}. ${stepText(step)}`),
    ...unchanged.map(({ stackName, region }) => `  ${app} -  ${stackName} in ${region} is the same`),
  ];
}

/** One step in words, e.g. `transactions-secondary-dev to us-east-2 (standby)`. */
export function stepText(step: Step): string {
  if (step.kind === 'check') {
    return step.role === 'active'
      ? `book a canary payment in ${step.region} (active)`
      : `probe ${step.region} (${step.role})`;
  }
  const { stackName, region, seat, layer } = step.stack;
  const role = step.role === 'seat' ? `new, ${seat}` : step.role;
  return `${layer === 'schema' ? 'expand the schema: ' : ''}${stackName} to ${region} (${role})`;
}
