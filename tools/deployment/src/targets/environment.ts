import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { platformParameterName, RegionState, regionStateKey } from '@redoubt/contracts';
import { checkApi, type HttpGet } from '../course/api-check.ts';
import { rolesOf } from '../course/roles-of.ts';
import { checkServices } from '../course/service-check.ts';
import type { StepRole } from '../plan/plan-deployment.ts';
import type { Roles } from '../plan/stack-version.ts';

/** How SDK clients reach a region. */
export interface ClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A deployment asks often and can be repeated: an answer that does not come is a reason to stop. */
const patience = { maxAttempts: 3, requestHandler: { connectionTimeout: 3_000, requestTimeout: 30_000 } };

/** The running platform, in an account or in the local cloud, over the AWS SDK and HTTP. */
export class Environment {
  readonly suffix: string;
  readonly regions: readonly string[];
  readonly #configOf: (region: string) => ClientConfig;
  readonly #get: HttpGet;

  constructor({
    suffix,
    regions,
    configOf,
    get,
  }: {
    readonly suffix: string;
    readonly regions: readonly string[];
    readonly configOf: (region: string) => ClientConfig;
    /** Requests a path of a region's own API name. */
    readonly get: HttpGet;
  }) {
    this.suffix = suffix;
    this.regions = regions;
    this.#configOf = configOf;
    this.#get = get;
  }

  ssm(region: string): SSMClient {
    return new SSMClient({ ...this.#configOf(region), ...patience });
  }

  /** Value of a parameter; undefined when there is none. */
  async parameter(region: string, name: string): Promise<string | undefined> {
    try {
      return (await this.ssm(region).send(new GetParameterCommand({ Name: name }))).Parameter?.Value;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return undefined;
      throw error;
    }
  }

  /** Undefined before the platform and the failover service were deployed. @throws Error when no region answers */
  async roles(): Promise<Roles | undefined> {
    const state = await this.#regionState();
    return state === undefined ? undefined : rolesOf(state);
  }

  /** @throws Error with what is wrong */
  async check({
    app,
    region,
    role,
  }: {
    readonly app: string;
    readonly region: string;
    readonly role: StepRole;
  }): Promise<void> {
    await checkApi({ app, region }, this.#get);
    await checkServices(
      { app, region, role },
      {
        suffix: this.suffix,
        clientsOf: (of) => ({ ssm: this.ssm(of), lambda: new LambdaClient({ ...this.#configOf(of), ...patience }) }),
        request: async (toRegion) => {
          const state = await this.#regionState();
          return { epoch: state?.epoch ?? 1, fromRegion: state?.fromRegion ?? toRegion, toRegion };
        },
      },
    );
  }

  /** Read where it can be read: the table is strongly consistent, each region has the truth or none. */
  async #regionState(): Promise<RegionState | undefined> {
    const failures: unknown[] = [];
    for (const region of this.regions) {
      try {
        const table = await this.parameter(region, platformParameterName(this.suffix, 'regionStateTableName'));
        if (table === undefined) return undefined;
        const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...this.#configOf(region), ...patience }));
        const get = new GetCommand({ TableName: table, Key: { pk: regionStateKey }, ConsistentRead: true });
        const { Item } = await client.send(get);
        return Item === undefined ? undefined : RegionState.parse(Item);
      } catch (error) {
        failures.push(error);
      }
    }
    throw new Error(`the region state can not be read: ${failures.map(String).join('; ')}`, { cause: failures[0] });
  }
}
