import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { Stack } from '../templates/read-assembly.ts';
import type { Deployment } from '../templates/resolve-apps.ts';
import { kindOf } from '../templates/support.ts';

/** Digests of state machines that were found valid: to validate one takes longer than everything else. */
export interface ValidMachines {
  has(digest: string): boolean;
  add(digest: string): unknown;
}

/** The templates of all apps, as rules look at them. */
export class Templates {
  readonly stacks: readonly Stack[];
  readonly account: string;
  /** Every resource once, where it is declared. */
  readonly resources: readonly ResolvedResource[];
  /** Every resource in each region in which it exists: replicas too. */
  readonly everywhere: readonly ResolvedResource[];
  readonly validMachines: ValidMachines;
  readonly #byType = new Map<string, ResolvedResource[]>();
  readonly #byArn = new Map<string, ResolvedResource>();
  /** Type, region and physical id of each. */
  readonly #places = new Set<string>();

  constructor(
    stacks: readonly Stack[],
    { account, resources, models }: Deployment,
    validMachines: ValidMachines = new Set(),
  ) {
    this.stacks = stacks;
    this.validMachines = validMachines;
    this.account = account;
    this.resources = resources;
    this.everywhere = models.flatMap((model) => model.resources);
    for (const resource of resources) {
      push(this.#byType, resource.type, resource);
    }
    for (const resource of this.everywhere) {
      this.#places.add(`${resource.type} ${resource.region} ${resource.physicalId}`);
      // Its function stands for a version.
      const arn = resource.type === 'AWS::Lambda::Version' ? undefined : arnOf(resource, account);
      if (arn !== undefined) this.#byArn.set(arn, resource);
    }
  }

  ofType(type: string): readonly ResolvedResource[] {
    return this.#byType.get(type) ?? [];
  }

  /** The resource of an ARN; versions of a function and parts of a log group stand for the whole. */
  byArn(arn: string): ResolvedResource | undefined {
    const known = this.#byArn.get(arn);
    if (known !== undefined) return known;
    const whole =
      /^arn:aws:lambda:[^:]+:[^:]+:function:[^:]+/.exec(arn)?.[0] ?? arn.replace(/(:log-group:[^:]+):\*$/, '$1');
    return this.#byArn.get(whole);
  }

  /** Whether a region has a resource, by its `Ref`. */
  has(type: string, region: string, physicalId: string): boolean {
    return this.#places.has(`${type} ${region} ${physicalId}`);
  }

  get arns(): Iterable<string> {
    return this.#byArn.keys();
  }

  /** Whether an ARN names something of this account that no template makes. Resources of AWS and of others are not known. */
  isMissing(arn: string): boolean {
    const [, , service, , account, name] = arn.split(':');
    if (service === 's3') return this.byArn(arn) === undefined;
    if (service === 'events' && name === 'event-bus/default') return false;
    return account === this.account && this.byArn(arn) === undefined;
  }
}

const arnAttributes = ['Arn', 'TopicArn', 'DBClusterArn', 'DBInstanceArn', 'BackupVaultArn'] as const;

/** ARN of a resource that has one. */
export function arnOf(resource: ResolvedResource, account: string): string | undefined {
  const known = kindOf(resource.type)?.attributes ?? {};
  const attribute = arnAttributes.find((name) => known[name] !== undefined);
  if (attribute === undefined) return resource.physicalId.startsWith('arn:') ? resource.physicalId : undefined;
  const { region, stackName, logicalId, physicalId, properties } = resource;
  const identity = { account, region, stackName, logicalId, physicalId, awsEndpoint: '' };
  return String(known[attribute]?.({ ...identity, property: (name) => properties[name] })).replace(/:\*$/, '');
}

function push(map: Map<string, ResolvedResource[]>, key: string, resource: ResolvedResource): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [resource]);
  else found.push(resource);
}
