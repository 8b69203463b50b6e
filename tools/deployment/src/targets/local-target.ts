import type { LocalCloud } from '@redoubt/local-cloud';
import type { DeploymentTarget } from '../course/deployment-target.ts';
import type { StepRole } from '../plan/plan-deployment.ts';
import type { DeployedState, Roles, StackVersion } from '../plan/stack-version.ts';
import { Environment } from './environment.ts';

export interface LocalTargetOptions {
  readonly cloud: LocalCloud;
  readonly suffix: string;
  readonly regions: readonly string[];
  /** Folder of each app with the assembly to deploy, by the app's name. */
  readonly folders: ReadonlyMap<string, string>;
}

/** The running local cloud. */
export class LocalTarget implements DeploymentTarget {
  readonly #options: LocalTargetOptions;
  readonly #environment: Environment;

  constructor(options: LocalTargetOptions) {
    this.#options = options;
    const { cloud, suffix, regions } = options;
    this.#environment = new Environment({
      suffix,
      regions,
      configOf: (region) => cloud.awsEndpoint(region),
      get: async (region, path) => {
        const url = new URL(path, cloud.publicApi);
        url.hostname = `${region}.${url.hostname}`;
        const answer = await cloud.fetch(url);
        await answer.text();
        return answer.status;
      },
    });
  }

  async state(): Promise<DeployedState> {
    const deployed = await this.#options.cloud.stacks();
    return {
      digests: new Map(deployed.map(({ stackName, digest }) => [stackName, digest])),
      roles: await this.roles(),
    };
  }

  async roles(): Promise<Roles | undefined> {
    const { regions } = await this.#options.cloud.status();
    const away = regions
      .filter(({ process }) => process !== 'running')
      .map(({ region, process }) => `${region} is ${process}`);
    const roles = await this.#environment.roles();
    if (roles === undefined || away.length === 0) return roles;
    return { ...roles, moving: roles.moving ?? away.join(', ') };
  }

  async deploy({ app, stackName }: StackVersion): Promise<void> {
    const folder = this.#options.folders.get(app);
    if (folder === undefined) throw new Error(`no assembly of ${app} is given`);
    await this.#options.cloud.deployStack(stackName, folder);
  }

  async rollBack({ stackName }: StackVersion): Promise<void> {
    await this.#options.cloud.rollBackStack(stackName);
  }

  check(check: { readonly app: string; readonly region: string; readonly role: StepRole }): Promise<void> {
    return this.#environment.check(check);
  }
}
