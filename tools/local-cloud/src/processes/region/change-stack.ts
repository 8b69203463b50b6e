import { type StackChange, stackChange } from '../../definitions/templates/stack-change.ts';
import type { ServiceModule } from '../../engines/service-module.ts';
import type { RegionModel, ResolvedResource } from '../../protocol/resolved.ts';
import { deployResources } from './deploy-resources.ts';

export interface StackChangeProps {
  readonly stackName: string;
  readonly former: RegionModel;
  readonly next: RegionModel;
  readonly modules: readonly ServiceModule[];
  /** Makes a model the region's. */
  readonly adopt: (model: RegionModel) => void;
}

/**
 * Brings a running region to another version of one stack, and back to the former one when a resource refuses.
 *
 * @throws Error that names the resource; the region is as before then
 */
export async function changeStack({ stackName, former, next, modules, adopt }: StackChangeProps): Promise<StackChange> {
  const isOfStack = (resource: ResolvedResource) => resource.stackName === stackName;
  const [before, after] = [former.resources.filter(isOfStack), next.resources.filter(isOfStack)];
  const change = stackChange(before, after);
  for (const resource of [...change.put, ...change.removed]) assertChangeable(resource, modules);
  adopt(next);
  try {
    await carryOut(change, modules);
    return change;
  } catch (error) {
    adopt(former);
    await carryOut(stackChange(after, before), modules);
    throw error;
  }
}

async function carryOut({ put, removed }: StackChange, modules: readonly ServiceModule[]): Promise<void> {
  await deployResources(put, modules);
  for (const resource of removed) await moduleOf(resource, modules)?.remove?.(resource);
  for (const module of modules) if (module.changeable !== undefined) await module.start?.();
}

function assertChangeable(resource: ResolvedResource, modules: readonly ServiceModule[]): void {
  const module = moduleOf(resource, modules);
  // Types without a module have no local meaning, or are read off the model, as permissions are.
  if (module === undefined || module.changeable?.includes(resource.type)) return;
  throw new Error(
    `${resource.stackName}/${resource.logicalId} (${resource.type}) can not change while the local cloud runs; start it anew with this version`,
  );
}

function moduleOf({ type }: ResolvedResource, modules: readonly ServiceModule[]): ServiceModule | undefined {
  return modules.find(({ resourceTypes }) => resourceTypes.includes(type));
}
