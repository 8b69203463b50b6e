import { isDeepStrictEqual } from 'node:util';
import type { ResolvedResource } from '../../protocol/resolved.ts';

/** Difference between two versions of the resources of one stack in one region. */
export interface StackChange {
  /** New and changed, in order of deployment. */
  readonly put: readonly ResolvedResource[];
  /** The last that was deployed first. */
  readonly removed: readonly ResolvedResource[];
}

/**
 * Compares two versions of a stack's resources.
 *
 * A resource whose type or physical id is another one is a new one, and the former goes, as CloudFormation replaces it.
 */
export function stackChange(former: readonly ResolvedResource[], next: readonly ResolvedResource[]): StackChange {
  const before = new Map(former.map((resource) => [identityOf(resource), resource]));
  const kept = new Set(next.map(identityOf));
  return {
    put: next.filter(
      (resource) => !isDeepStrictEqual(before.get(identityOf(resource))?.properties, resource.properties),
    ),
    removed: former.filter((resource) => !kept.has(identityOf(resource))).reverse(),
  };
}

function identityOf({ logicalId, type, physicalId }: ResolvedResource): string {
  return [logicalId, type, physicalId].join(' ');
}
