import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { resolveCheckedApps } from '../../definitions/checks/resolve-checked-apps.ts';
import { readApps, workspace } from '../../definitions/templates/read-apps.ts';
import { digestOf, type Stack } from '../../definitions/templates/read-assembly.ts';
import type { Deployment } from '../../definitions/templates/resolve-apps.ts';
import type { DeployedStack, StackCall, StackChanges } from '../../protocol/deployed-stack.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { RegionModel, ResolvedResource } from '../../protocol/resolved.ts';
import type { DataDir } from './data-dir.ts';
import type { Timeline } from './timeline.ts';
import { rememberedMachines } from './valid-machines.ts';

/** Longest change of a stack, in milliseconds: a migration that waits for a lock takes two minutes. */
const changeMsMax = 180_000;

/** Types of resources that belong to no region's process: control has read them when the cloud started. */
const globalTypes = /^AWS::(Route53|RDS)::|^AWS::DynamoDB::GlobalTable$/;

export interface StackDeploymentsOptions {
  readonly stacks: readonly Stack[];
  readonly deployment: Deployment;
  readonly dataDir: DataDir;
  readonly timeline: Timeline;
  readonly awsEndpointOf: (region: string) => string;
  readonly callRegion: (region: string, hook: string, body: unknown, waitMsMax: number) => Promise<unknown>;
}

/** The stacks that are deployed now, and their change while the cloud runs: one region's stack at a time. */
export class StackDeployments {
  readonly #options: StackDeploymentsOptions;
  #stacks: readonly Stack[];
  readonly #models: Map<string, RegionModel>;
  /** Version before the last change of each stack. */
  readonly #former = new Map<string, Stack>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: StackDeploymentsOptions) {
    this.#options = options;
    this.#stacks = options.stacks;
    this.#models = new Map(options.deployment.models.map((model) => [model.region, model]));
  }

  list(): readonly DeployedStack[] {
    return this.#stacks.map((stack) => ({
      app: stack.app,
      stackName: stack.stackName,
      region: stack.region,
      digest: digestOf(stack),
    }));
  }

  /**
   * Deploys the version of a stack that an app's assembly holds.
   *
   * @throws LocalCloudError; the stack is as before then
   */
  async deploy({ app, stackName }: StackCall & { readonly app: string }): Promise<StackChanges> {
    const assembled = await readApps([resolve(workspace, app)]);
    const next = assembled.find((stack) => stack.stackName === stackName);
    if (next === undefined) throw unknownStack(stackName, assembled);
    const deployed = this.#at(stackName);
    // Messages go on calling the app by the name that it was started with.
    return await this.#inTurn(() => this.#replace(deployed, { ...next, app: deployed.app }));
  }

  /** Deploys the version before the last change again. @throws LocalCloudError when there was no change */
  async rollBack({ stackName }: StackCall): Promise<StackChanges> {
    return await this.#inTurn(async () => {
      const former = this.#former.get(stackName);
      if (former !== undefined) return await this.#replace(this.#at(stackName), former);
      throw refused({
        what: `${stackName} can not be rolled back`,
        why: 'it has not changed since the cloud started',
        fix: 'redoubt deploy',
      });
    });
  }

  async #replace(deployed: Stack, next: Stack): Promise<StackChanges> {
    const { awsEndpointOf, callRegion, dataDir, timeline } = this.#options;
    const { stackName, region } = deployed;
    const stacks = this.#stacks.map((stack) => (stack === this.#at(stackName) ? next : stack));
    const model = this.#modelWith(stackName, resolveCheckedApps(stacks, awsEndpointOf, rememberedMachines()), {
      deployed,
      next,
    });
    const modelFile = `${dataDir.modelFile(region)}.next`;
    await writeFile(modelFile, JSON.stringify(model, undefined, 2));
    try {
      const changes = (await callRegion(region, 'change-stack', { stackName, modelFile }, changeMsMax)) as StackChanges;
      await rename(modelFile, dataDir.modelFile(region));
      this.#models.set(region, model);
      this.#stacks = stacks;
      this.#former.set(stackName, deployed);
      timeline.add({ region, stage: 'deploy', text: `${stackName}: ${changes.put} put, ${changes.removed} removed` });
      return changes;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      timeline.add({ region, stage: 'deploy', text: `${stackName} failed and is as before: ${why}` });
      throw refused(
        { what: `${stackName} was not changed in ${region}`, why, fix: `look into ${dataDir.logFile(region)}` },
        cause,
      );
    }
  }

  /** The model of the stack's region, with that stack in its next version; everything else stays, generated secrets too. */
  #modelWith(
    stackName: string,
    resolved: Deployment,
    { deployed, next }: { readonly deployed: Stack; readonly next: Stack },
  ): RegionModel {
    const isOfStack = (resource: ResolvedResource) => resource.stackName === stackName;
    const isSecret = ({ type }: ResolvedResource) => type === 'AWS::SecretsManager::Secret';
    const declared = ({ template }: Stack, { logicalId }: ResolvedResource) => template.Resources?.[logicalId];
    for (const other of resolved.models) {
      const former = this.#models.get(other.region)?.resources.filter(isOfStack) ?? [];
      const changed = other.resources
        .filter(isOfStack)
        .filter((resource) => other.region !== deployed.region || globalTypes.test(resource.type))
        .find((resource) => {
          const same = former.find(({ logicalId, type }) => logicalId === resource.logicalId && type === resource.type);
          return isSecret(resource)
            ? !isDeepStrictEqual(declared(deployed, resource), declared(next, resource))
            : !isDeepStrictEqual(same?.properties, resource.properties);
        });
      if (changed !== undefined) {
        throw refused({
          what: `${stackName}/${changed.logicalId} (${changed.type}) can not change while the local cloud runs`,
          why: 'it belongs to more than one region',
          fix: 'start the local cloud anew with this version',
        });
      }
    }
    const former = this.#models.get(deployed.region);
    const after = resolved.models.find(({ region }) => region === deployed.region);
    if (former === undefined || after === undefined) throw unknownStack(stackName, this.#stacks);
    const secrets = new Map(former.resources.filter(isSecret).map((secret) => [secret.physicalId, secret]));
    return {
      ...after,
      resources: after.resources.map((resource) =>
        isSecret(resource) ? (secrets.get(resource.physicalId) ?? resource) : resource,
      ),
    };
  }

  #at(stackName: string): Stack {
    const stack = this.#stacks.find((each) => each.stackName === stackName);
    if (stack === undefined) throw unknownStack(stackName, this.#stacks);
    return stack;
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(change);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }
}

function unknownStack(stackName: string, stacks: readonly Stack[]): LocalCloudError {
  return refused({
    what: `no stack is called ${stackName}`,
    why: `there are ${stacks.map((stack) => stack.stackName).join(', ')}; a new stack is deployed at the start`,
    fix: 'name one of them, or start the local cloud anew',
  });
}

function refused(failure: { what: string; why: string; fix: string }, cause?: unknown): LocalCloudError {
  return new LocalCloudError({ code: 'deployment_refused', ...failure }, { cause });
}
