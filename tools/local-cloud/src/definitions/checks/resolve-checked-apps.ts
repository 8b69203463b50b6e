import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { Stack } from '../templates/read-assembly.ts';
import { type Deployment, resolveApps } from '../templates/resolve-apps.ts';
import { refusalsOfDeclarations, refusalsOfResources } from './refusals.ts';
import type { Refusal } from './rule.ts';
import type { ValidMachines } from './templates.ts';

/** Refusals that an error lists; the rest is counted. */
const listedMax = 50;

/**
 * Resolves the stacks, and refuses what AWS would refuse at deployment, all of it at once.
 *
 * @param validMachines state machines that need no validation
 * @throws LocalCloudError `template_refused` with every refusal; what `resolveApps` throws when nothing else is refused
 */
export function resolveCheckedApps(
  stacks: readonly Stack[],
  awsEndpointOf: (region: string) => string,
  validMachines?: ValidMachines,
): Deployment {
  const declared = refusalsOfDeclarations(stacks);
  const { deployment, found } = resolved(stacks, awsEndpointOf, validMachines, declared);
  const refusals = [...declared, ...found];
  if (refusals.length > 0) throw templateRefused(refusals);
  return deployment;
}

/** Circles and nulls can't be resolved either: the refusals of the declarations say more about them. */
function resolved(
  stacks: readonly Stack[],
  awsEndpointOf: (region: string) => string,
  validMachines: ValidMachines | undefined,
  declared: readonly Refusal[],
): { readonly deployment: Deployment; readonly found: readonly Refusal[] } {
  try {
    const deployment = resolveApps(stacks, awsEndpointOf);
    return { deployment, found: refusalsOfResources(stacks, deployment, validMachines) };
  } catch (cause) {
    throw declared.length > 0 ? templateRefused(declared, { cause }) : cause;
  }
}

function templateRefused(refusals: readonly Refusal[], options?: ErrorOptions): LocalCloudError {
  const lines = refusals
    .slice(0, listedMax)
    .map(
      ({ rule, stack, region, resource, property, message }) =>
        `  ${[stack, resource, property].filter((part) => part !== '').join('/')} (${region}): ${message} [${rule}]`,
    );
  const more = refusals.length - lines.length;
  return new LocalCloudError(
    {
      code: 'template_refused',
      what: [
        `${refusals.length} ${refusals.length === 1 ? 'property' : 'properties'} of the templates would be refused by AWS:`,
        ...lines,
        ...(more > 0 ? [`  and ${more} more`] : []),
      ].join('\n'),
      why: 'a start that takes what AWS refuses would hide it until a deployment; nothing was started',
      fix: 'correct the apps and run npm run synth; tools/local-cloud/src/definitions/checks/rules has each rule with its source',
    },
    options,
  );
}
