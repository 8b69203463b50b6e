import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerQuery, type QueryActions, queryAction } from '../../protocol/aws/query-actions.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** `StackStatusFilter.member.1=…`. */
const Filter = z.object({ member: z.record(z.string(), z.string()) }).optional();

/**
 * Stacks of a region, as their templates were deployed. Reading only: stacks are changed by `cloud.deployStack`. A stack that is there is
 * complete, because one that fails leaves the region as it was.
 */
export class CloudFormationModule implements ServiceModule {
  readonly service = 'cloudformation';
  readonly resourceTypes: readonly string[] = [];
  readonly #context: RegionContext;
  readonly #createdAt = new Date();
  readonly #actions: QueryActions = {
    ListStacks: queryAction(
      z.strictObject({ StackStatusFilter: Filter, NextToken: z.string().optional() }),
      ({ StackStatusFilter }) => {
        const wanted = StackStatusFilter === undefined ? undefined : Object.values(StackStatusFilter.member);
        const isWanted = wanted === undefined || wanted.includes('CREATE_COMPLETE');
        const names = isWanted ? Object.keys(this.#context.model.templates) : [];
        return { StackSummaries: { member: names.map((name) => this.#summary(name)) } };
      },
    ),

    GetTemplate: queryAction(
      z.strictObject({ StackName: z.string(), TemplateStage: z.enum(['Original', 'Processed']).optional() }),
      ({ StackName }) => {
        // An ARN holds the name: `arn:aws:cloudformation:us-east-1:000000000000:stack/name/id`.
        const name = StackName.startsWith('arn:') ? (StackName.split('/')[1] ?? '') : StackName;
        const template = this.#context.model.templates[name];
        if (template === undefined) throw new AwsError('ValidationError', `Stack with id ${StackName} does not exist`);
        return { TemplateBody: JSON.stringify(template) };
      },
    ),
  };

  constructor(context: RegionContext) {
    this.#context = context;
  }

  async deploy(): Promise<void> {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerQuery({ actions: this.#actions, namespace, requestId: randomUUID() }, request);
  }

  async stop(): Promise<void> {}

  #summary(name: string): object {
    const { region, account } = this.#context.model;
    return {
      StackId: `arn:aws:cloudformation:${region}:${account}:stack/${name}/local`,
      StackName: name,
      CreationTime: this.#createdAt,
      StackStatus: 'CREATE_COMPLETE',
    };
  }
}
