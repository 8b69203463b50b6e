import { createHash } from 'node:crypto';

/** A resource, as the table entry of its type sees it. */
export interface Identity {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Where SDK clients reach the region, e.g. `http://127.0.0.11:4501`. */
  readonly awsEndpoint: string;
  /** A top-level property with its intrinsic functions resolved; undefined when absent. */
  property(name: string): unknown;
  /** Value of `Ref`. */
  readonly physicalId: string;
}

/** Where a resource is declared. */
export type Declared = Pick<Identity, 'account' | 'region' | 'stackName' | 'logicalId'>;

/** How far the local cloud goes with a resource type. */
export type Support =
  | {
      readonly level: 'simulated';
      /** Which part simulates it, e.g. `api-gateway`. */
      readonly by: string;
      /** Properties that are read. */
      readonly honored: readonly string[];
      /** Properties that may be there and have no local meaning, with the reason. */
      readonly ignored: Readonly<Record<string, string>>;
    }
  | {
      readonly level: 'accepted';
      /** Why it has no local meaning. */
      readonly reason: string;
    };

/** Everything the local cloud knows about one CloudFormation resource type. */
export interface ResourceKind {
  readonly support: Support;
  /** Value of `Ref`; `physicalId` of the identity must not be asked here. */
  readonly ref: (identity: Omit<Identity, 'physicalId'>) => string;
  /** Values of `Fn::GetAtt`, by attribute. Any other attribute is refused by name. */
  readonly attributes: Readonly<Record<string, (identity: Identity) => string | readonly string[]>>;
  /** Complaint about a value below the top-level properties that is not simulated; undefined when there is none. */
  readonly complaint?: (properties: Readonly<Record<string, unknown>>) => string | undefined;
}

export type ResourceKinds = Readonly<Record<string, ResourceKind>>;

const tags = 'tags are not looked at';

/** An entry for a type whose behavior is simulated. */
export function simulated(
  by: string,
  honored: readonly string[],
  ignored: Readonly<Record<string, string>> = {},
): Support {
  return { level: 'simulated', by, honored, ignored: { Tags: tags, ...ignored } };
}

/** An entry for a type without local meaning. */
export function accepted(reason: string): Support {
  return { level: 'accepted', reason };
}

/** The physical name from a property, or one that CloudFormation would generate: stack, logical id, random letters. */
export function named(property: string, lengthMax = 64): ResourceKind['ref'] {
  return (identity) => {
    const given = identity.property(property);
    return typeof given === 'string' ? given : generatedName(identity, lengthMax);
  };
}

/** An id such as `vpc-0a1b2c…`: prefix and 17 hexadecimal digits, the same at every start. */
export function numbered(prefix: string, digits = 17): ResourceKind['ref'] {
  return (identity) => `${prefix}${fingerprint(identity).slice(0, digits)}`;
}

/** An id without prefix, ten characters as API Gateway makes them. */
export function shortId(): ResourceKind['ref'] {
  return (identity) =>
    BigInt(`0x${fingerprint(identity).slice(0, 16)}`)
      .toString(36)
      .padStart(10, '0')
      .slice(0, 10);
}

/** A UUID, the same at every start. */
export function uuid(): ResourceKind['ref'] {
  return (identity) => {
    const hex = fingerprint(identity);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  };
}

/** An ARN in the resource's own region and account. */
export function arn(identity: Pick<Identity, 'account' | 'region'>, service: string, resource: string): string {
  return `arn:aws:${service}:${identity.region}:${identity.account}:${resource}`;
}

/** Id of a role, which begins the principal id of its sessions. */
export function roleId(role: Declared): string {
  return `AROA${fingerprint(role).slice(0, 17)}`.toUpperCase();
}

/** 64 hexadecimal digits that tell this resource from every other. */
export function fingerprint(identity: Declared): string {
  return createHash('sha256')
    .update([identity.account, identity.region, identity.stackName, identity.logicalId].join('/'))
    .digest('hex');
}

function generatedName(identity: Omit<Identity, 'physicalId'>, lengthMax: number): string {
  const suffix = fingerprint(identity).slice(0, 12).toUpperCase();
  return `${`${identity.stackName}-${identity.logicalId}`.slice(0, lengthMax - suffix.length - 1)}-${suffix}`;
}
