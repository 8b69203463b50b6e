import type { Topology } from './topology/topology.ts';

/** Longest name that every kind we name takes: buckets stop at 63 characters, functions and roles at 64. */
const nameLengthMax = 63;

/**
 * Physical name of a resource: `{resource-type}-{environment-suffix}`, e.g. `journal-table-dev`.
 *
 * Names of kinds that are unique beyond one region (buckets, roles) carry the region in the type: see
 * {@link regionalName}.
 *
 * @throws RangeError when the name is no name, or too long
 */
export function physicalName(topology: Pick<Topology, 'environmentSuffix'>, resourceType: string): string {
  const name = `${resourceType}-${topology.environmentSuffix}`;
  if (!/^[a-z][a-z0-9-]*$/.test(resourceType)) {
    throw new RangeError(
      `resource type must be lower-case letters, digits and dashes, got ${JSON.stringify(resourceType)}`,
    );
  }
  if (name.length > nameLengthMax) {
    throw new RangeError(
      `physical name must be up to ${nameLengthMax} characters, got ${name.length}: ${name}; shorten the type or the suffix`,
    );
  }
  return name;
}

/** Physical name of a kind that must be unique beyond its region, e.g. `us-east-1-archive-bucket-dev`. */
export function regionalName(
  topology: Pick<Topology, 'environmentSuffix'>,
  region: string,
  resourceType: string,
): string {
  return physicalName(topology, `${region}-${resourceType}`);
}

/** Roles that operators assume: to look, to change, and to decide on what another has asked for. */
export const operatorRoles = ['observer', 'operator', 'approver'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Name of an operators' role. It is made in the primary's stack and is one for both regions, as all of IAM is. */
export function operatorRoleName(topology: Pick<Topology, 'environmentSuffix'>, role: OperatorRole): string {
  return physicalName(topology, `${role}-role`);
}

/** Identifiers of the ledger's instances, the same in both regions. */
export function ledgerInstanceNames(topology: Pick<Topology, 'environmentSuffix' | 'ledger'>): readonly string[] {
  return Array.from({ length: topology.ledger.instancesPerRegion }, (_, index) =>
    physicalName(topology, `ledger-instance-${index + 1}`),
  );
}

/** Every public name of a deployment. */
export interface DomainNames {
  /** Zone of the environment, e.g. `dev.redoubt.example`. */
  readonly zone: string;
  /** The one name that merchants use, e.g. `api.dev.redoubt.example`. */
  readonly api: string;
  /** A region's own name, which health checks and probes use, e.g. `us-east-1.api.dev.redoubt.example`. */
  readonly regionalApi: (region: string) => string;
}

/** Public names of a deployment. */
export function domainNames(topology: Pick<Topology, 'environmentSuffix' | 'domain'>): DomainNames {
  const zone = `${topology.environmentSuffix}.${topology.domain.zone}`;
  const api = `api.${zone}`;
  return { zone, api, regionalApi: (region) => `${region}.${api}` };
}
