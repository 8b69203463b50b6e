import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';

const ParameterProperties = z.object({ Type: z.enum(['String', 'StringList']), Value: z.string() });

interface Parameter {
  readonly Name: string;
  readonly Type: 'String' | 'StringList';
  readonly Value: string;
  readonly Version: 1;
  readonly LastModifiedDate: number;
  readonly ARN: string;
  readonly DataType: 'text';
}

/** Parameters of one page of `GetParametersByPath` at most, as on AWS. */
const pageMax = 10;

/** A region's Parameter Store: the templates' parameters, read-only. Run-time state never lives there. */
export class SsmModule implements ServiceModule {
  readonly service = 'ssm';
  readonly resourceTypes = ['AWS::SSM::Parameter'];
  readonly changeable = this.resourceTypes;
  readonly #context: RegionContext;
  readonly #parameters = new Map<string, Parameter>();
  readonly #actions: JsonActions = {
    GetParameter: jsonAction(
      z.strictObject({ Name: z.string(), WithDecryption: z.boolean().optional() }),
      ({ Name }) => {
        const parameter = this.#parameters.get(Name);
        if (parameter === undefined)
          throw new AwsError('ParameterNotFound', `no parameter ${Name} in ${this.#context.model.region}`);
        return { Parameter: parameter };
      },
    ),

    GetParameters: jsonAction(
      z.strictObject({ Names: z.array(z.string()).min(1).max(10), WithDecryption: z.boolean().optional() }),
      ({ Names }) => ({
        Parameters: Names.flatMap((name) => this.#parameters.get(name) ?? []),
        InvalidParameters: Names.filter((name) => !this.#parameters.has(name)),
      }),
    ),

    GetParametersByPath: jsonAction(
      z.strictObject({
        Path: z.string().startsWith('/'),
        Recursive: z.boolean().default(false),
        WithDecryption: z.boolean().optional(),
        MaxResults: z.number().int().min(1).max(pageMax).default(pageMax),
        NextToken: z.string().optional(),
      }),
      ({ Path, Recursive, MaxResults, NextToken }) => {
        const prefix = Path.endsWith('/') ? Path : `${Path}/`;
        const below = [...this.#parameters.values()]
          .filter(({ Name }) => Name.startsWith(prefix) && (Recursive || !Name.slice(prefix.length).includes('/')))
          .sort((left, right) => (left.Name < right.Name ? -1 : 1))
          // A page's token is the name it ends with.
          .filter(({ Name }) => NextToken === undefined || Name > NextToken);
        const page = below.slice(0, MaxResults);
        return { Parameters: page, ...(below.length > page.length ? { NextToken: page.at(-1)?.Name } : {}) };
      },
    ),
  };

  constructor(context: RegionContext) {
    this.#context = context;
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    const { Type, Value } = ParameterProperties.parse(resource.properties);
    const Name = resource.physicalId;
    const { account, region } = this.#context.model;
    this.#parameters.set(Name, {
      Name,
      Type,
      Value,
      Version: 1,
      LastModifiedDate: Date.now() / 1000,
      ARN: `arn:aws:ssm:${region}:${account}:parameter${Name.startsWith('/') ? '' : '/'}${Name}`,
      DataType: 'text',
    });
  }

  async remove({ physicalId }: ResolvedResource): Promise<void> {
    this.#parameters.delete(physicalId);
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  async stop(): Promise<void> {}
}
