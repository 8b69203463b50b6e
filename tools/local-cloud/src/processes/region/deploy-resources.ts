import type { ServiceModule } from '../../engines/service-module.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';

/**
 * Gives each resource to the module of its type, in order of deployment.
 *
 * Types that no module has were accepted without local meaning when the templates were read.
 *
 * @throws Error that names the resource which could not be deployed
 */
export async function deployResources(
  resources: readonly ResolvedResource[],
  modules: readonly ServiceModule[],
): Promise<void> {
  const byType = new Map(modules.flatMap((module) => module.resourceTypes.map((type) => [type, module] as const)));
  for (const resource of resources) {
    const module = byType.get(resource.type);
    if (module === undefined) continue;
    try {
      // One after the other: a later resource may need an earlier one, as in CloudFormation.
      await module.deploy(resource);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${resource.stackName}/${resource.logicalId} (${resource.type}) can not be deployed: ${reason}`, {
        cause: error,
      });
    }
  }
}
