/** A resource of a synthesized template after every intrinsic function has been resolved. */
export interface ResolvedResource {
  readonly logicalId: string;
  /** CloudFormation type, e.g. `AWS::Lambda::Function`. */
  readonly type: string;
  /** Properties with nothing left to resolve. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Value of `Ref`: the physical name or id. */
  readonly physicalId: string;
  readonly stackName: string;
  readonly region: string;
}

/** Model of a region: the resources of all stacks deployed to the region, in order of deployment. */
export interface RegionModel {
  readonly account: string;
  readonly region: string;
  /** Environment suffix. */
  readonly suffix: string;
  /** Other regions with stacks, e.g. `['us-east-2']`. */
  readonly peers: readonly string[];
  readonly resources: readonly ResolvedResource[];
  /** Roles of all regions that people may assume, with the policies attached to them. */
  readonly roles: readonly ResolvedResource[];
  /** Region of each bucket of all regions, by name: these names are taken worldwide. */
  readonly buckets: Readonly<Record<string, string>>;
  /** Absolute folder of each function's asset, by the function's name. */
  readonly assetFolders: Readonly<Record<string, string>>;
  /** Templates as they were synthesized, by the stack's name. */
  readonly templates: Readonly<Record<string, object>>;
}
