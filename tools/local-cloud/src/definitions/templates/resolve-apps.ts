import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { RegionModel, ResolvedResource } from '../../protocol/resolved.ts';
import { rolesOfPeople } from '../role-identities.ts';
import { bucketRegions } from './bucket-regions.ts';
import { generateSecret } from './generate-secret.ts';
import { evaluate, referencesIn } from './intrinsics.ts';
import type { Stack } from './read-assembly.ts';
import { spreadReplicas } from './spread-replicas.ts';
import { StackScope, unsupported } from './stack-scope.ts';
import { complaintsAbout } from './support.ts';

/** Everything that the synthesized apps deploy, with nothing left to resolve. */
export interface Deployment {
  readonly account: string;
  readonly suffix: string;
  /** The region whose seat is primary. */
  readonly primaryRegion: string;
  /** Primary first. */
  readonly models: readonly RegionModel[];
  /** Resources of every region, replicas only once: what the control process looks at. */
  readonly resources: readonly ResolvedResource[];
  /** Values in each region's Parameter Store, by region and name. */
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Region of each name that API Gateway gives a regional custom domain: what Route 53's aliases lead to. */
  readonly regionalDomains: ReadonlyMap<string, string>;
}

/** Where platform publishes the seat; the environment suffix is read off the parameter's name. */
const primarySeatParameter = /^\/payment\/([^/]+)\/regions\/primary$/;

/** Deployments to one region so far. */
class RegionState {
  readonly awsEndpoint: string;
  readonly parameters = new Map<string, string>();
  readonly exports = new Map<string, unknown>();
  readonly regionalDomains: string[] = [];
  readonly assetFolders: Record<string, string> = {};

  constructor(awsEndpoint: string) {
    this.awsEndpoint = awsEndpoint;
  }
}

/**
 * Resolves the stacks in order of deployment.
 *
 * @param awsEndpointOf where SDK clients reach a region
 * @throws LocalCloudError `resource_unsupported` for all resources that are not simulated as they are declared,
 *   `template_unresolvable` for a reference that leads nowhere
 */
export function resolveApps(stacks: readonly Stack[], awsEndpointOf: (region: string) => string): Deployment {
  const states = new Map<string, RegionState>();
  const resources: ResolvedResource[] = [];
  const refused: LocalCloudError[] = [];
  for (const stack of stacks) {
    const state = states.get(stack.region) ?? new RegionState(awsEndpointOf(stack.region));
    states.set(stack.region, state);
    resources.push(...resolveStack(stack, state, (error) => refused.push(error)).map(generateSecret));
  }
  const [refusal] = refused;
  if (refusal !== undefined) throw allOf(refusal, refused);
  const seat = [...states.values()]
    .flatMap((state) => [...state.parameters])
    .map(([name, value]) => ({ suffix: primarySeatParameter.exec(name)?.[1], primaryRegion: value }))
    .find(({ suffix }) => suffix !== undefined);
  const primaryRegion = seat?.primaryRegion ?? stacks[0]?.region ?? '';
  const regions = [...states.keys()].sort((left, right) =>
    left === primaryRegion ? -1 : right === primaryRegion ? 1 : left.localeCompare(right),
  );
  const spread = resources.flatMap(spreadReplicas);
  const account = stacks[0]?.account ?? '';
  const suffix = seat?.suffix ?? '';
  const buckets = bucketRegions(resources);
  const roles = rolesOfPeople(resources);
  return {
    account,
    suffix,
    primaryRegion,
    models: regions.map((region) => ({
      account,
      region,
      suffix,
      peers: regions.filter((peer) => peer !== region),
      resources: spread.filter((resource) => resource.region === region),
      roles,
      buckets,
      assetFolders: states.get(region)?.assetFolders ?? {},
      templates: Object.fromEntries(
        stacks.filter((stack) => stack.region === region).map(({ stackName, template }) => [stackName, template]),
      ),
    })),
    resources,
    parameters: new Map([...states].map(([region, state]) => [region, state.parameters])),
    regionalDomains: new Map(
      [...states].flatMap(([region, state]) => state.regionalDomains.map((name) => [name, region] as const)),
    ),
  };
}

/** One error for several resources; their reason and their remedy are the same. */
function allOf(first: LocalCloudError, errors: readonly LocalCloudError[]): LocalCloudError {
  if (errors.length === 1) return first;
  const what = errors.map(({ message }) => `\n  ${message}`).join('');
  return new LocalCloudError({ ...first.toFailure(), what: `${errors.length} properties are not simulated:${what}` });
}

function resolveStack(
  stack: Stack,
  state: RegionState,
  onUnsupported: (error: LocalCloudError) => void,
): readonly ResolvedResource[] {
  const scope = new StackScope(stack, state);
  const wanted = Object.entries(stack.template.Resources ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
  );
  const resources = wanted.map(([logicalId, { Type: type }]) => {
    const physicalId = scope.identity(logicalId).physicalId;
    const properties = scope.properties(logicalId);
    for (const complaint of complaintsAbout({ type, properties })) {
      onUnsupported(unsupported(stack, logicalId, type, complaint));
    }
    return { logicalId, type, properties, physicalId, stackName: stack.stackName, region: stack.region };
  });
  for (const resource of resources) publish(resource, stack, state);
  for (const { logicalId, type } of resources) {
    if (type === 'AWS::ApiGateway::DomainName') {
      state.regionalDomains.push(String(scope.attribute(logicalId, 'RegionalDomainName')));
    }
  }
  for (const output of Object.values(stack.template.Outputs ?? {})) {
    const isWanted = output.Condition === undefined || scope.condition(output.Condition);
    if (output.Export === undefined || !isWanted) continue;
    state.exports.set(String(evaluate(output.Export.Name, scope)), evaluate(output.Value, scope));
  }
  return inOrderOfDependence(stack, resources);
}

/** Leaves what later stacks and the region's processes look up. */
function publish({ type, properties, physicalId }: ResolvedResource, stack: Stack, state: RegionState): void {
  if (type === 'AWS::SSM::Parameter') state.parameters.set(physicalId, String(properties['Value']));
  if (type === 'AWS::Lambda::Function') {
    const key = (properties['Code'] as { readonly S3Key?: string } | undefined)?.S3Key;
    const folder = key === undefined ? undefined : stack.assets.get(key);
    if (folder !== undefined) state.assetFolders[physicalId] = folder;
  }
}

/** A stack's resources so that each comes after those it depends on or refers to, as CloudFormation creates them. */
function inOrderOfDependence(stack: Stack, resources: readonly ResolvedResource[]): readonly ResolvedResource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const ordered = new Set<ResolvedResource>();
  const visit = (resource: ResolvedResource, path: readonly string[]): void => {
    if (ordered.has(resource) || path.includes(resource.logicalId)) return;
    const declared = stack.template.Resources?.[resource.logicalId];
    const dependsOn = declared?.DependsOn ?? [];
    for (const id of [
      ...(typeof dependsOn === 'string' ? [dependsOn] : dependsOn),
      ...referencesIn(declared?.Properties),
    ]) {
      const dependency = byId.get(id);
      if (dependency !== undefined) visit(dependency, [...path, resource.logicalId]);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource, []);
  return [...ordered];
}
