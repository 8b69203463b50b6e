import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { platformParameterName } from '@redoubt/contracts';
import type { DeploymentTarget } from '../course/deployment-target.ts';
import type { StepRole } from '../plan/plan-deployment.ts';
import type { DeployedState, Roles, StackVersion } from '../plan/stack-version.ts';
import { DeploymentRecord, deploymentParameterName } from './deployment-record.ts';
import { Environment } from './environment.ts';
import { writeFormerAssembly } from './former-assembly.ts';

/** Wait for an answer of a region's API, in milliseconds. */
const answerMsMax = 10_000;

export interface AwsTargetOptions {
  readonly suffix: string;
  readonly regions: readonly string[];
  /** Folder of each app with the assembly to deploy, by the app's name. */
  readonly folders: ReadonlyMap<string, string>;
  readonly commit: string;
  /** The CDK's command line, e.g. `node_modules/.bin/cdk`. */
  readonly cdk: string;
}

/** An AWS account, by the CDK's command line and the environment's credentials. */
export class AwsTarget implements DeploymentTarget {
  readonly #options: AwsTargetOptions;
  readonly #environment: Environment;
  /** Record and template of each stack before this run; undefined for one that is new. */
  readonly #former = new Map<
    string,
    { readonly record: DeploymentRecord | undefined; readonly template: string } | undefined
  >();

  constructor(options: AwsTargetOptions) {
    this.#options = options;
    this.#environment = new Environment({
      suffix: options.suffix,
      regions: options.regions,
      configOf: (region) => ({ region }),
      get: async (region, path) => {
        const domain = await this.#environment.parameter(
          region,
          platformParameterName(options.suffix, 'apiRegionalDomainName'),
        );
        const answer = await fetch(`https://${domain}${path}`, { signal: AbortSignal.timeout(answerMsMax) });
        await answer.text();
        return answer.status;
      },
    });
  }

  async state(stacks: readonly StackVersion[]): Promise<DeployedState> {
    const records = await Promise.all(
      stacks.map(async (stack) => [stack.stackName, await this.#record(stack)] as const),
    );
    return {
      digests: new Map(records.flatMap(([name, record]) => (record === undefined ? [] : [[name, record.digest]]))),
      roles: await this.roles(),
    };
  }

  roles(): Promise<Roles | undefined> {
    return this.#environment.roles();
  }

  async deploy(stack: StackVersion): Promise<void> {
    this.#former.set(stack.stackName, await this.#deployed(stack));
    await this.#cdkDeploy(stack, join(this.#folder(stack), 'cdk.out'));
    const { commit } = this.#options;
    await this.#write(stack, { commit, digest: stack.digest, deployedAt: new Date().toISOString() });
  }

  async rollBack(stack: StackVersion): Promise<void> {
    const former = this.#former.get(stack.stackName);
    if (former === undefined) throw new Error('it is new: there is no former version');
    const assembly = join(this.#folder(stack), 'cdk.out');
    const { template, record } = former;
    await this.#cdkDeploy(stack, await writeFormerAssembly({ assembly, stackName: stack.stackName, template }));
    if (record !== undefined) await this.#write(stack, record);
  }

  check(check: { readonly app: string; readonly region: string; readonly role: StepRole }): Promise<void> {
    return this.#environment.check(check);
  }

  async #record({ stackName, region }: StackVersion): Promise<DeploymentRecord | undefined> {
    const name = deploymentParameterName(this.#options.suffix, stackName);
    const value = await this.#environment.parameter(region, name);
    return value === undefined ? undefined : DeploymentRecord.parse(JSON.parse(value));
  }

  async #write({ stackName, region }: StackVersion, record: DeploymentRecord): Promise<void> {
    const Name = deploymentParameterName(this.#options.suffix, stackName);
    const put = new PutParameterCommand({ Name, Value: JSON.stringify(record), Type: 'String', Overwrite: true });
    await this.#environment.ssm(region).send(put);
  }

  async #deployed(stack: StackVersion) {
    const client = new CloudFormationClient({ region: stack.region });
    const get = new GetTemplateCommand({ StackName: stack.stackName, TemplateStage: 'Original' });
    const { TemplateBody } = await client.send(get).catch((error: Error) => {
      // CloudFormation's answer for a stack that does not exist.
      if (error.name === 'ValidationError') return { TemplateBody: undefined };
      throw error;
    });
    return TemplateBody === undefined ? undefined : { record: await this.#record(stack), template: TemplateBody };
  }

  #folder({ app }: StackVersion): string {
    const folder = this.#options.folders.get(app);
    if (folder === undefined) throw new Error(`no assembly of ${app} is given`);
    return folder;
  }

  /** A stack that fails is rolled back by CloudFormation itself. */
  async #cdkDeploy({ stackName }: StackVersion, assembly: string): Promise<void> {
    const child = spawn(
      this.#options.cdk,
      ['deploy', stackName, '--app', assembly, '--exclusively', '--require-approval', 'never', '--progress', 'events'],
      // stdout belongs to the caller, which may print JSON.
      { stdio: ['ignore', 2, 2] },
    );
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
    if (code !== 0) throw new Error(`cdk deploy ${stackName} ended with ${code}; what it printed above says why`);
  }
}
