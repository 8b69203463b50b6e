import { computeKinds } from '../kinds/compute.ts';
import { dataKinds } from '../kinds/data.ts';
import { dnsKinds, firewallKinds, frontDoorKinds, observationKinds } from '../kinds/front-door.ts';
import type { ResourceKind, ResourceKinds } from '../kinds/kind.ts';
import { mailKinds } from '../kinds/mail.ts';
import { messagingKinds } from '../kinds/messaging.ts';
import { networkKinds, securityKinds } from '../kinds/network.ts';
import { storageKinds } from '../kinds/storage.ts';

/** Every CloudFormation type that may be in a template, by area. A type that is not here is refused. */
export const resourceAreas: Readonly<Record<string, ResourceKinds>> = {
  'Front doors': { ...frontDoorKinds, ...firewallKinds },
  'DNS and routing': dnsKinds,
  'Functions and workflows': computeKinds,
  'Events and queues': messagingKinds,
  Mail: mailKinds,
  Data: dataKinds,
  'Objects and backups': storageKinds,
  Network: networkKinds,
  'Identities and keys': securityKinds,
  Observation: observationKinds,
};

const kinds: ReadonlyMap<string, ResourceKind> = new Map(
  Object.values(resourceAreas).flatMap((area) => Object.entries(area)),
);

/** The table entry of a type; undefined for a type that is refused. */
export function kindOf(type: string): ResourceKind | undefined {
  return kinds.get(type);
}

/** A resource as a template states it, with its intrinsic functions resolved. */
export interface CheckedResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Finds what a resource asks for that the local cloud would not do as AWS does.
 *
 * @returns one complaint for each finding; empty when the resource is simulated or accepted
 */
export function complaintsAbout({ type, properties }: CheckedResource): readonly string[] {
  const kind = kindOf(type);
  if (kind === undefined) return [`type ${type} is not simulated`];
  const { support } = kind;
  const deeper = kind.complaint?.(properties);
  if (support.level === 'accepted') return deeper === undefined ? [] : [deeper];
  const unknown = Object.keys(properties)
    .filter((name) => !support.honored.includes(name) && !(name in support.ignored))
    .filter((name) => deeper === undefined || !deeper.includes(name))
    .map((name) => `property ${name} of ${type} is not simulated`);
  return deeper === undefined ? unknown : [...unknown, deeper];
}
